// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.calls.wire.CallSettingsView;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.wire.PublishedName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code switchboard settings …}: what an enterprise's identifiers get when their conditions are silent. */
@Command(
        name = "settings",
        description = "See and change the defaults of the enterprise's identifiers.",
        subcommands = {SettingsCommands.Show.class, SettingsCommands.Edit.class})
final class SettingsCommands extends CommandFamily {
    @Command(
            name = "show",
            description = "Show the enterprise's defaults.",
            footer = "%nExample:%n  switchboard settings show")
    static final class Show extends ClientCommand {
        @Override
        protected void run(CommandContext context) {
            print(
                    context,
                    CallSettings.of(Credentials.enterprise(context)).get().value());
        }
    }

    /** What an edit can take away. */
    enum Part {
        VALIDITY("defaultValidity"),
        MAX_CALLS("defaultMaxCalls"),
        COUNT_ON("defaultCountOn");

        private final String property;

        Part(String property) {
            this.property = property;
        }

        @Override
        public String toString() {
            return PublishedName.of(this);
        }
    }

    @Command(
            name = "edit",
            description = "Change the enterprise's defaults; identifiers that exist keep theirs.",
            footer = {
                "%nExamples:",
                "  switchboard settings edit --validity 48h --max-calls 20",
                "  switchboard settings edit --clear count-on"
            })
    static final class Edit extends ClientCommand {
        @Option(names = "--validity", paramLabel = "TIME", description = "how long: 24h, 7d or PT24H")
        private @Nullable Duration validity;

        @Option(names = "--max-calls", paramLabel = "N", description = "how many calls are let through")
        private @Nullable Integer maxCalls;

        @Option(
                names = "--count-on",
                paramLabel = "WHAT",
                description = "what counts as one: a call that is ${COMPLETION-CANDIDATES}")
        private @Nullable CountOn countOn;

        @Option(
                names = "--clear",
                split = ",",
                paramLabel = "WHAT",
                description = "back to the server's default: ${COMPLETION-CANDIDATES}")
        private Set<Part> cleared = EnumSet.noneOf(Part.class);

        @Override
        protected void run(CommandContext context) {
            Map<String, @Nullable Object> changes = new LinkedHashMap<>();
            cleared.forEach(part -> changes.put(part.property, null));
            put(changes, Part.VALIDITY, validity);
            put(changes, Part.MAX_CALLS, maxCalls);
            put(changes, Part.COUNT_ON, countOn);
            if (changes.isEmpty()) {
                throw wrongUse("Say what to change: --validity, --max-calls, --count-on or --clear.");
            }
            CallSettings settings = CallSettings.of(Credentials.enterprise(context));
            print(context, settings.edit(settings.get(), changes).value());
        }

        private static void put(Map<String, @Nullable Object> changes, Part part, @Nullable Object value) {
            if (value != null) {
                changes.put(part.property, value);
            }
        }
    }

    private static void print(CommandContext context, CallSettingsView view) {
        context.printer()
                .resource(
                        view,
                        Fields.of(
                                "validity", view.defaultValidity(),
                                "max calls", view.defaultMaxCalls(),
                                "counted when", view.defaultCountOn()));
    }
}
