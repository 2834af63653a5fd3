// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.ActingOption;
import io.switchboard.accounts.client.Credentials;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.PlaceCallRequest;
import io.switchboard.mailbox.client.Mailbox;
import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.NotesOptions;
import io.switchboard.shared.client.PinOption;
import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard calls dial}: calls an identifier. */
@Command(
        name = "dial",
        description = {
            "Call an identifier by its code in any form: as it was typed, read out, or scanned.",
            "A mistyped code is found out here; nothing is sent then."
        },
        footer = {
            "%nExamples:",
            "  switchboard calls dial 7QK4M-9ZT2B-9 --wait --connect",
            "  switchboard calls dial 7QK4M-9ZT2B-9 --pin-prompt",
            "  switchboard calls dial https://switchboard.example/c/4W2nQ0tV9zqYk3rT1sXbGA"
        })
final class DialCommand extends ClientCommand {
    /** Under the time after which proxies usually give up. */
    private static final Duration WAIT = Duration.ofSeconds(25);

    @Parameters(arity = "1..*", paramLabel = "CODE", description = "spaces, hyphens and case do not matter")
    private String[] code = {};

    @Option(names = "--wait", description = "follow the call to its end; with --json its last state is printed then")
    private boolean follow;

    @Option(names = "--connect", description = "with --wait: say that this side is connected as soon as it is answered")
    private boolean connect;

    @Option(
            names = "--disclose",
            description =
                    "let the owner see who calls: your account's name and addresses; some let nobody else through")
    private boolean disclose;

    @Mixin
    private final PinOption pin = new PinOption();

    @Mixin
    private final NotesOptions notes = new NotesOptions();

    @Mixin
    private final ActingOption acting = new ActingOption();

    @Override
    protected void run(CommandContext context) {
        String typed = String.join(" ", code);
        Optional<TypingError> mistake = TypingError.in(typed);
        if (mistake.isPresent()) {
            throw new IllegalArgumentException(mistake.get().message() + " Nothing was sent.");
        }
        if (connect && !follow) {
            throw wrongUse("--connect goes with --wait.");
        }
        PlaceCallRequest request = new PlaceCallRequest(
                typed, pin.typed(context).orElse(null), disclose ? true : null, notes.externalId(), notes.metadata());
        if (follow) {
            follow(context, Credentials.terminal(context), request);
        } else {
            CallPrinting.print(context, Calls.of(acting.session(context)).place(request));
        }
    }

    /** Reads the mailbox without acknowledging, so that a channel of the same terminal loses nothing. */
    private void follow(CommandContext context, TerminalSession terminal, PlaceCallRequest request) {
        Mailbox mailbox = Mailbox.of(terminal);
        Calls calls = Calls.of(terminal);
        long position = mailbox.end();
        CallView call = calls.place(request);
        String label = call.label() == null ? "" : " \"" + context.printer().text(call.label()) + "\"";
        context.printer().line("Ringing" + label + ": " + call.id());
        while (!call.state().isFinal()) {
            MailboxView view = mailbox.read(OptionalLong.of(position), WAIT);
            position = view.position();
            for (CloudEvent event : view.events()) {
                if (CallEvents.isAbout(event, call.id())) {
                    call = CallEvents.call(event).orElse(call);
                    context.printer().line(context.printer().text(event.time()) + "  " + CallPrinting.state(call));
                    connect(calls, event);
                }
            }
            if (view.events().isEmpty()) {
                call = calls.get(call.id());
            }
        }
        CallPrinting.print(context, call);
    }

    private void connect(Calls calls, CloudEvent event) {
        Optional<CallView> answered = CallEvents.call(event).filter(call -> call.state() == CallState.ANSWERED);
        if (connect && answered.isPresent()) {
            calls.connect(answered.get().id());
        }
    }
}
