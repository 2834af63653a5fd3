// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.ActingOption;
import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallFilter;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.RejectCallRequest;
import io.switchboard.calls.wire.RejectReason;
import io.switchboard.calls.wire.RejectScope;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.TimeOption;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard calls …}: calling, and being called. */
@Command(
        name = "calls",
        description = "Call identifiers, and answer those who call yours.",
        subcommands = {
            DialCommand.class,
            CallCommands.Answer.class,
            CallCommands.Reject.class,
            CallCommands.Cancel.class,
            CallCommands.Connect.class,
            CallCommands.HangUp.class,
            CallCommands.Show.class,
            CallCommands.Listed.class,
            RefusedCommand.class
        })
final class CallCommands extends CommandFamily {
    /** A move of one call: of the one that is named, or of the only one that can make it. */
    abstract static class Move extends ClientCommand {
        private final Set<CallState> from;
        private final Optional<CallDirection> direction;

        @Parameters(
                arity = "0..1",
                paramLabel = "CALL",
                description = "the call's id; needed only when there are several that this could mean")
        private @Nullable CallId id;

        @Mixin
        private final ActingOption acting = new ActingOption();

        private Move(Optional<CallDirection> direction, CallState first, CallState... others) {
            this.from = EnumSet.of(first, others);
            this.direction = direction;
        }

        @Override
        protected final void run(CommandContext context) {
            Calls calls = Calls.of(acting.session(context));
            CallPrinting.print(context, move(calls, id == null ? only(calls) : id));
        }

        abstract CallView move(Calls calls, CallId call);

        private CallId only(Calls calls) {
            Page<CallView> latest = calls.list(direction).page(Optional.empty(), Page.DEFAULT_LIMIT);
            List<CallId> fitting = latest.items().stream()
                    .filter(call -> from.contains(call.state()))
                    .map(CallView::id)
                    .toList();
            if (fitting.size() != 1) {
                throw new CommandFailedException(
                        fitting.isEmpty()
                                ? "There is no call that this could mean; see: switchboard calls list"
                                : "There are several calls that this could mean: name one of "
                                        + fitting.stream().map(CallId::toString).collect(Collectors.joining(", ")));
            }
            return fitting.get(0);
        }
    }

    @Command(
            name = "answer",
            description = "Answer a ringing call. The first terminal to answer wins.",
            footer = "%nExample:%n  switchboard calls answer")
    static final class Answer extends Move {
        @Option(names = "--connect", description = "say at once that this side is connected")
        private boolean connect;

        Answer() {
            super(Optional.of(CallDirection.INCOMING), CallState.RINGING);
        }

        @Override
        CallView move(Calls calls, CallId call) {
            CallView answered = calls.answer(call);
            return connect ? calls.connect(call) : answered;
        }
    }

    @Command(
            name = "reject",
            description = "Reject a ringing call.",
            footer = {
                "%nExamples:",
                "  switchboard calls reject",
                "  switchboard calls reject CALL --reason busy --scope call"
            })
    static final class Reject extends Move {
        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description =
                        "${COMPLETION-CANDIDATES}: the whole call, or this terminal's ringing; call by default, leg when busy")
        private @Nullable RejectScope scope;

        @Option(
                names = "--reason",
                paramLabel = "REASON",
                description =
                        "${COMPLETION-CANDIDATES}; declined by default. The caller learns of busy only with --scope call")
        private @Nullable RejectReason reason;

        Reject() {
            super(Optional.of(CallDirection.INCOMING), CallState.RINGING);
        }

        @Override
        CallView move(Calls calls, CallId call) {
            return calls.reject(call, new RejectCallRequest(scope, reason));
        }
    }

    @Command(
            name = "cancel",
            description = "Give up a call that you placed and nobody has answered.",
            footer = "%nExample:%n  switchboard calls cancel")
    static final class Cancel extends Move {
        Cancel() {
            super(Optional.of(CallDirection.OUTGOING), CallState.RINGING);
        }

        @Override
        CallView move(Calls calls, CallId call) {
            return calls.cancel(call);
        }
    }

    @Command(
            name = "connect",
            description = "Say that your side is connected; the call is, when both sides say so.",
            footer = "%nExample:%n  switchboard calls connect")
    static final class Connect extends Move {
        Connect() {
            super(Optional.empty(), CallState.ANSWERED);
        }

        @Override
        CallView move(Calls calls, CallId call) {
            return calls.connect(call);
        }
    }

    @Command(
            name = "hang-up",
            description = "End an answered call.",
            footer = "%nExample:%n  switchboard calls hang-up")
    static final class HangUp extends Move {
        HangUp() {
            super(Optional.empty(), CallState.ANSWERED, CallState.CONNECTED);
        }

        @Override
        CallView move(Calls calls, CallId call) {
            return calls.hangUp(call);
        }
    }

    @Command(
            name = "show",
            description = "Show a call as your side may see it.",
            footer = "%nExample:%n  switchboard calls show CALL")
    static final class Show extends ClientCommand {
        @Parameters(paramLabel = "CALL", description = "the call's id")
        private @Nullable CallId id;

        @Mixin
        private final ActingOption acting = new ActingOption();

        @Override
        protected void run(CommandContext context) {
            CallPrinting.print(context, Calls.of(acting.session(context)).get(Fields.required(id, "CALL")));
        }
    }

    @Command(
            name = "list",
            description = "List calls, newest first.",
            footer = {
                "%nExamples:",
                "  switchboard calls list --state missed --since 2026-11-20",
                "  switchboard calls list --account ACCOUNT --direction incoming"
            })
    static final class Listed extends ClientCommand {
        @Option(
                names = "--direction",
                paramLabel = "DIRECTION",
                description = "${COMPLETION-CANDIDATES}; both by default")
        private @Nullable CallDirection direction;

        @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}; all by default")
        private @Nullable CallState state;

        @Option(names = "--identifier", paramLabel = "IDENTIFIER", description = "only calls to this one of yours")
        private @Nullable VirtualIdentifierId identifier;

        @Option(names = "--external-id", paramLabel = "ID", description = "only calls that you placed and call so")
        private @Nullable String externalId;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "placed at this time or later: " + TimeOption.FORM)
        private @Nullable Instant since;

        @Option(names = "--until", paramLabel = "TIME", description = "placed before this time")
        private @Nullable Instant until;

        @Mixin
        private final ActingOption acting = new ActingOption();

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(Calls.of(acting.session(context))
                                    .list(new CallFilter(direction, state, identifier, externalId, since, until))),
                            List.of("ID", "DIRECTION", "STATE", "LABEL", "CALLER", "PLACED"),
                            view -> List.of(
                                    view.id(),
                                    view.direction(),
                                    CallPrinting.state(view),
                                    Optional.ofNullable(view.label()),
                                    Optional.ofNullable(view.callerPseudonym()),
                                    view.placedAt()));
        }
    }
}
