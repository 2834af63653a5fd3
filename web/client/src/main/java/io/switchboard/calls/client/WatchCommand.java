// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.calls.wire.CallEventType;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.mailbox.client.ChannelEnd;
import io.switchboard.mailbox.client.ChannelListener;
import io.switchboard.mailbox.client.EventChannel;
import io.switchboard.mailbox.client.Transport;
import io.switchboard.shared.client.Backoff;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.OutputClosedException;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code switchboard watch}: a terminal that is on. */
@Command(
        name = "watch",
        description = {
            "Print this terminal's events as they come, until Ctrl-C.",
            "One event a line, with --json one JSON document a line.",
            "Rings are acknowledged. Events that were printed are not printed again by the next watch.",
            "The standard error says when it is connected and by which way, and when it tries again."
        },
        footer = {
            "%nExamples:",
            "  switchboard watch --auto-answer",
            "  switchboard watch --findable",
            "  switchboard --profile ben watch --json | jq .type"
        })
final class WatchCommand extends ClientCommand {
    /** A person looks at the screen: a server that is back should not be waited for much longer. */
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

    @Option(names = "--auto-answer", description = "answer every call, and say that this side is connected")
    private boolean autoAnswer;

    @Option(
            names = "--transport",
            paramLabel = "WAY",
            description = "how events come: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Transport transport = Transport.AUTO;

    @Option(
            names = "--findable",
            description = {
                "let others of the enterprise send data to this terminal by its IP address",
                "meanwhile; the standard error says which one that is"
            })
    private boolean findable;

    @Override
    protected void run(CommandContext context) throws InterruptedException {
        if (findable && transport == Transport.LONG_POLL) {
            throw wrongUse("--findable needs a channel, and long poll is none.");
        }
        TerminalSession terminal = Credentials.terminal(context);
        Watcher watcher = new Watcher(context, Calls.of(terminal));
        try (EventChannel channel = EventChannel.open(terminal, transport, findable, BACKOFF, watcher)) {
            Runnable takeBack = context.surroundings().onStop(channel::close);
            channel.awaitEnd();
            takeBack.run();
        }
        OutputClosedException unread = watcher.unread.get();
        if (unread != null) {
            throw unread;
        }
        if (watcher.end.get() != ChannelEnd.CLOSED) {
            throw new CommandFailedException("The channel has ended: " + watcher.reason.get() + ".");
        }
    }

    /** Rounded up to whole seconds: nobody is told that it is tried at once, and then waits. */
    static String notConnected(String why, Duration retryAfter) {
        long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
        return "Not connected, trying again in " + seconds + " s: " + why;
    }

    /**
     * What is worth telling of the connections of one watch: the first, one after an interruption, and one that goes another way. That the
     * same way is opened anew now and then is not.
     */
    static final class Connections {
        private @Nullable Transport last;
        private String saidOfAddress = "";
        private boolean interrupted;

        void interrupted() {
            interrupted = true;
        }

        Optional<String> connected(Transport way) {
            Transport before = last;
            boolean silent = way == before && !interrupted;
            last = way;
            interrupted = false;
            if (silent) {
                return Optional.empty();
            }
            return Optional.of(
                    before == null
                            ? "Connected by " + name(way) + ". Watching; Ctrl-C ends it."
                            : "Connected again, by " + name(way) + ".");
        }

        /** By which address one is found, or that one is not, when that has changed. */
        Optional<String> found(Optional<String> address) {
            String news = address.map(known -> "Others of the enterprise can send to address:" + known + ".")
                    .orElse("Nobody can send to this terminal's address now.");
            if (news.equals(saidOfAddress)) {
                return Optional.empty();
            }
            saidOfAddress = news;
            return Optional.of(news);
        }

        private static String name(Transport way) {
            return switch (way) {
                case AUTO -> "some way";
                case WEBSOCKET -> "WebSocket";
                case SSE -> "server-sent events";
                case LONG_POLL -> "long poll";
            };
        }
    }

    private final class Watcher implements ChannelListener {
        private final CommandContext context;
        private final Printer printer;
        private final Calls calls;
        private final Connections connections = new Connections();
        private final AtomicReference<ChannelEnd> end = new AtomicReference<>(ChannelEnd.CLOSED);
        private final AtomicReference<String> reason = new AtomicReference<>("");
        private final AtomicReference<@Nullable OutputClosedException> unread = new AtomicReference<>();

        private Watcher(CommandContext context, Calls calls) {
            this.context = context;
            this.printer = context.printer();
            this.calls = calls;
        }

        /** An event that could not be printed is not acknowledged: the next watch prints it. */
        @Override
        public void onEvent(CloudEvent event) {
            try {
                printer.result(event, () -> printer.line(line(event)));
            } catch (OutputClosedException closed) {
                unread.set(closed);
                throw closed;
            }
            Optional<CallView> ringing = CallEvents.call(event)
                    .filter(call -> CallEventType.RINGING.is(event))
                    .filter(call -> call.state() == CallState.RINGING)
                    .filter(call -> call.ringUntil()
                            .isAfter(context.surroundings().clock().instant()));
            ringing.ifPresent(this::ring);
        }

        @Override
        public void onConnected(Transport way, long position) {
            connections.connected(way).ifPresent(printer::note);
        }

        @Override
        public void onFindable(Optional<String> address) {
            if (findable) {
                connections.found(address).ifPresent(printer::note);
            }
        }

        /** A person who watches wants to see what is to come; that something is missing is said. */
        @Override
        public boolean onPurged(OptionalLong position, long oldest) {
            printer.note("Events up to " + oldest + " are gone: nobody has read them in time. Going on after them.");
            return true;
        }

        @Override
        public void onInterrupted(String why, Duration retryAfter) {
            connections.interrupted();
            printer.note(notConnected(why, retryAfter));
        }

        @Override
        public void onStopped(ChannelEnd how, String why) {
            end.set(how);
            reason.set(why);
        }

        /** A call that is over by now, or was answered elsewhere, is no failure of the channel. */
        private void ring(CallView call) {
            try {
                calls.acknowledgeRing(call.id());
                if (autoAnswer) {
                    calls.answer(call.id());
                    calls.connect(call.id());
                }
            } catch (ProblemException | UnreachableException late) {
                printer.note(String.valueOf(late.getMessage()));
            }
        }

        private String line(CloudEvent event) {
            StringBuilder line = new StringBuilder();
            line.append(printer.text(event.time())).append("  ").append(CallEvents.name(event));
            line.append("  ").append(printer.text(event.subject()));
            CallEvents.call(event).ifPresent(call -> {
                line.append("  ").append(CallPrinting.state(call));
                append(line, Optional.ofNullable(call.label()));
                append(line, Optional.ofNullable(call.callerPseudonym()).map(caller -> "from " + caller));
            });
            DataEvents.of(event).ifPresent(data -> {
                append(line, Optional.ofNullable(data.name()).map(name -> '"' + name + '"'));
                append(line, Optional.of(data.size() + (data.size() == 1 ? " byte" : " bytes")));
                append(line, data.peer());
            });
            CallEvents.identifier(event)
                    .map(VirtualIdentifierView::state)
                    .ifPresent(state -> line.append("  ").append(state));
            return line.toString();
        }

        private void append(StringBuilder line, Optional<String> text) {
            text.ifPresent(present -> line.append("  ").append(printer.text(present)));
        }
    }
}
