// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.wire.PublishedName;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferSettingsView;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code switchboard transfer-settings …}: how an enterprise's data are sent. */
@Command(
        name = "transfer-settings",
        description = "See and change how the enterprise's data are sent.",
        subcommands = {TransferSettingsCommands.Show.class, TransferSettingsCommands.Edit.class})
final class TransferSettingsCommands extends CommandFamily {
    @Command(
            name = "show",
            description = "Show how the enterprise's data are sent.",
            footer = "%nExample:%n  switchboard transfer-settings show")
    static final class Show extends ClientCommand {
        @Override
        protected void run(CommandContext context) {
            print(
                    context,
                    TransferSettings.of(Credentials.enterprise(context)).get().value());
        }
    }

    /** What an edit can take away. */
    enum Part {
        ALGORITHM("algorithm"),
        ACCOUNT_SHARE("accountShare"),
        OPEN_TRANSFERS("openTransfers"),
        ADDRESS_TARGETS("addressTargets");

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
            description = "Change how the enterprise's data are sent; what is on its way goes on as it began.",
            footer = {
                "%nExamples:",
                "  switchboard transfer-settings edit --algorithm sha-512",
                "  switchboard transfer-settings edit --address-targets true --open-transfers 50",
                "  switchboard transfer-settings edit --clear account-share"
            })
    static final class Edit extends ClientCommand {
        @Option(
                names = "--algorithm",
                paramLabel = "RULE",
                description =
                        "what new data are identified by: ${COMPLETION-CANDIDATES}; what was sent before by the other is"
                                + " uploaded once more")
        private @Nullable IdentificationRule algorithm;

        @Option(
                names = "--account-share",
                paramLabel = "PERCENT",
                description = "of the enterprise's room that one account's open transfers may take")
        private @Nullable Integer accountShare;

        @Option(names = "--open-transfers", paramLabel = "N", description = "how many one account may have open")
        private @Nullable Integer openTransfers;

        @Option(
                names = "--address-targets",
                paramLabel = "true|false",
                arity = "1",
                description = "whether terminals that agree can be sent to by their IP address")
        private @Nullable Boolean addressTargets;

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
            put(changes, Part.ALGORITHM, algorithm);
            put(changes, Part.ACCOUNT_SHARE, accountShare);
            put(changes, Part.OPEN_TRANSFERS, openTransfers);
            put(changes, Part.ADDRESS_TARGETS, addressTargets);
            if (changes.isEmpty()) {
                throw wrongUse(
                        "Say what to change: --algorithm, --account-share, --open-transfers, --address-targets or"
                                + " --clear.");
            }
            TransferSettings settings = TransferSettings.of(Credentials.enterprise(context));
            print(context, settings.edit(settings.get(), changes).value());
        }

        private static void put(Map<String, @Nullable Object> changes, Part part, @Nullable Object value) {
            if (value != null) {
                changes.put(part.property, value);
            }
        }
    }

    private static void print(CommandContext context, TransferSettingsView view) {
        context.printer()
                .resource(
                        view,
                        Fields.of(
                                "identified by",
                                view.algorithm(),
                                "share of an account",
                                view.accountShare() + " %",
                                "open transfers",
                                view.openTransfers(),
                                "sent to by address",
                                view.addressTargets() ? "yes" : "no"));
    }
}
