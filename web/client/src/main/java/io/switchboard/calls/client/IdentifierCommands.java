// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.ActingOption;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.NotesOptions;
import io.switchboard.shared.client.PinOption;
import io.switchboard.shared.client.Versioned;
import io.switchboard.shared.wire.PublishedName;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard identifiers …}: the virtual identifiers that an account hands out. */
@Command(
        name = "identifiers",
        description = "Issue virtual identifiers and decide who may still call them.",
        subcommands = {
            IdentifierCommands.Issue.class,
            IdentifierCommands.Listed.class,
            IdentifierCommands.Show.class,
            IdentifierCommands.Edit.class,
            IdentifierCommands.Pause.class,
            IdentifierCommands.Resume.class,
            IdentifierCommands.Revoke.class,
            BlockCommands.Block.class,
            BlockCommands.Unblock.class,
            BlockCommands.Listed.class,
            IdentifierQrCommand.class
        })
final class IdentifierCommands extends CommandFamily {
    /** A command about one identifier. */
    abstract static class OfOne extends ClientCommand {
        @Parameters(index = "0", paramLabel = "IDENTIFIER", description = "the identifier's id, not one of its codes")
        private @Nullable VirtualIdentifierId id;

        @Mixin
        private final ActingOption acting = new ActingOption();

        /** Looks at the command line before anything else is done. */
        void check() {}

        @Override
        protected final void run(CommandContext context) throws Exception {
            check();
            run(context, Identifiers.of(acting.session(context)), Fields.required(id, "IDENTIFIER"));
        }

        abstract void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) throws Exception;
    }

    @Command(
            name = "issue",
            description = "Issue an identifier. What is not said comes from the enterprise's settings.",
            footer = {
                "%nExamples:",
                "  switchboard identifiers issue --label \"Sofa, viewing at four\" --max-calls 5 --valid-for 24h",
                "  switchboard identifiers issue --forms digits,qr --count-on answered --valid-until 2026-12-24T18:00",
                "  switchboard identifiers issue --valid-for 90d --weekly-hours \"Mon-Fri 09:00-17:00 Europe/Berlin\""
            })
    static final class Issue extends ClientCommand {
        @Option(
                names = "--forms",
                split = ",",
                paramLabel = "FORM",
                description = "${COMPLETION-CANDIDATES}: one code for each; characters and qr by default")
        private Set<IdentifierForm> forms = EnumSet.of(IdentifierForm.CHARACTERS, IdentifierForm.QR);

        @Option(names = "--label", paramLabel = "TEXT", description = "what callers may see")
        private @Nullable String label;

        @Mixin
        private final ConditionOptions conditions = new ConditionOptions();

        @Mixin
        private final PinOption pin = new PinOption();

        @Mixin
        private final NotesOptions notes = new NotesOptions();

        @Mixin
        private final ActingOption acting = new ActingOption();

        @Override
        protected void run(CommandContext context) {
            if (conditions.endsTwice()) {
                throw wrongUse("--valid-until and --valid-for say the same thing: give one of them.");
            }
            IssueIdentifierRequest request = new IssueIdentifierRequest(
                    forms,
                    label,
                    conditions.request(pin.chosen(context)).orElse(null),
                    notes.externalId(),
                    notes.metadata());
            IdentifierPrinting.print(
                    context, Identifiers.of(acting.session(context)).issue(request));
        }
    }

    @Command(
            name = "list",
            description = "List the account's identifiers, newest first.",
            footer = "%nExample:%n  switchboard identifiers list --state active")
    static final class Listed extends ClientCommand {
        @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}; all by default")
        private @Nullable IdentifierState state;

        @Option(names = "--external-id", paramLabel = "ID", description = "only those that you call so")
        private @Nullable String externalId;

        @Mixin
        private final ActingOption acting = new ActingOption();

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(Identifiers.of(acting.session(context))
                                    .list(Optional.ofNullable(state), Optional.ofNullable(externalId))),
                            List.of("ID", "STATE", "LABEL", "CALLS", "VALID UNTIL", "CODES"),
                            view -> List.of(
                                    view.id(),
                                    view.state(),
                                    view.label() == null ? "" : view.label(),
                                    IdentifierPrinting.calls(view),
                                    view.conditions().validUntil(),
                                    view.codes().values()));
        }
    }

    @Command(
            name = "show",
            description = "Show one identifier with its codes.",
            footer = "%nExample:%n  switchboard identifiers show IDENTIFIER")
    static final class Show extends OfOne {
        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            IdentifierPrinting.print(context, identifiers.get(one).value());
        }
    }

    /** What an edit can take away. */
    enum Part {
        LABEL,
        NOT_BEFORE,
        VALID_UNTIL,
        MAX_CALLS,
        COUNT_ON,
        WEEKLY_HOURS,
        PIN,
        ALLOW_CALLERS;

        @Override
        public String toString() {
            return PublishedName.of(this);
        }
    }

    @Command(
            name = "edit",
            description = "Change an identifier; takes effect at once.",
            footer = {
                "%nExamples:",
                "  switchboard identifiers edit ID --max-calls 20 --valid-for 7d",
                "  switchboard identifiers edit ID --clear label"
            })
    static final class Edit extends OfOne {
        @Option(names = "--label", paramLabel = "TEXT", description = "what callers may see")
        private @Nullable String label;

        @Mixin
        private final ConditionOptions conditions = new ConditionOptions();

        @Mixin
        private final PinOption pin = new PinOption();

        @Mixin
        private final NotesOptions notes = new NotesOptions();

        @Option(
                names = "--clear",
                split = ",",
                paramLabel = "WHAT",
                description = "back to the enterprise's default: ${COMPLETION-CANDIDATES}")
        private Set<Part> cleared = EnumSet.noneOf(Part.class);

        @Override
        void check() {
            if (conditions.endsTwice()) {
                throw wrongUse("--valid-until and --valid-for say the same thing: give one of them.");
            }
            if (edit().isEmpty() && !pin.isAsked()) {
                throw wrongUse("Say what to change: --label, --max-calls, --valid-for, --valid-until, --not-before,"
                        + " --count-on, --weekly-hours, --pin-prompt, --allow, --external-id, --metadata or --clear.");
            }
        }

        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            Versioned<VirtualIdentifierView> read = identifiers.get(one);
            Optional<String> chosen = pin.chosen(context);
            IdentifierEdit edit = chosen.map(edit()::pin).orElseGet(this::edit);
            IdentifierPrinting.print(context, identifiers.edit(read, edit).value());
        }

        private IdentifierEdit edit() {
            IdentifierEdit edit = conditions.edit(cleared());
            edit = notes.namesExternalId() ? edit.externalId(notes.externalId()) : edit;
            edit = notes.changes().isEmpty() ? edit : edit.metadata(notes.changes());
            return label == null ? edit : edit.label(label);
        }

        private IdentifierEdit cleared() {
            IdentifierEdit edit = IdentifierEdit.NOTHING;
            for (Part part : cleared) {
                edit = switch (part) {
                    case LABEL -> edit.label(null);
                    case NOT_BEFORE -> edit.notBefore(null);
                    case VALID_UNTIL -> edit.validUntil(null);
                    case MAX_CALLS -> edit.maxCalls(null);
                    case COUNT_ON -> edit.countOn(null);
                    case WEEKLY_HOURS -> edit.weeklyHours(null);
                    case PIN -> edit.pin(null);
                    case ALLOW_CALLERS -> edit.allowCallers(null);
                };
            }
            return edit;
        }
    }

    @Command(
            name = "pause",
            description = "Let no call through until it is resumed.",
            footer = "%nExample:%n  switchboard identifiers pause IDENTIFIER")
    static final class Pause extends OfOne {
        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            IdentifierPrinting.print(context, identifiers.pause(one));
        }
    }

    @Command(
            name = "resume",
            description = "End a pause.",
            footer = "%nExample:%n  switchboard identifiers resume IDENTIFIER")
    static final class Resume extends OfOne {
        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            IdentifierPrinting.print(context, identifiers.resume(one));
        }
    }

    @Command(
            name = "revoke",
            description = "End an identifier for good. Its codes are never issued again.",
            footer = "%nExample:%n  switchboard identifiers revoke IDENTIFIER")
    static final class Revoke extends OfOne {
        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            identifiers.revoke(one);
            context.printer()
                    .result(Map.of("revoked", one), () -> context.printer().line("Revoked " + one + "."));
        }
    }
}
