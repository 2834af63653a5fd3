// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.DeliveryView;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard receive}: receives files. */
@Command(
        name = "receive",
        description = {
            "Receive what this terminal is sent into files, and say the receipt.",
            "Without ids: all that is there. A file gets its name when it is whole and verified; none is replaced.",
            "When it is interrupted, the same command goes on where it was."
        },
        footer = {
            "%nExamples:",
            "  switchboard receive",
            "  switchboard receive TRANSFER --to Downloads --wait",
            "  switchboard --profile ben receive --follow"
        })
final class ReceiveCommand extends ClientCommand {
    /** Those that are not over for a terminal. */
    private static final Set<DeliveryState> OPEN = EnumSet.of(DeliveryState.OFFERED, DeliveryState.FETCHING);

    @Parameters(arity = "0..*", paramLabel = "TRANSFER", description = "the transfers' ids; all by default")
    private TransferId[] ids = {};

    @Option(
            names = "--to",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "where to; the working directory by default")
    private Path to = Path.of(".");

    @Option(names = "--wait", description = "wait for what is offered and not there yet")
    private boolean wait;

    @Option(names = "--follow", description = "go on with whatever comes, until Ctrl-C")
    private boolean follow;

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Override
    protected void run(CommandContext context) throws IOException, InterruptedException {
        if (follow && ids.length > 0) {
            throw wrongUse("--follow takes whatever comes; name no transfers with it.");
        }
        if (!Files.isDirectory(to)) {
            throw new IllegalArgumentException("There is no directory " + to + ": make it first");
        }
        TerminalSession terminal = Credentials.terminal(context);
        Optional<TransferNews> news = wait || follow ? Optional.of(TransferNews.of(terminal)) : Optional.empty();
        Receiving receiving = new Receiving(context, terminal, to.toRealPath());
        if (follow && !quiet.isOn() && !context.printer().json()) {
            context.printer().note("Receiving what comes into " + to + "; Ctrl-C ends it.");
        }
        ShownProgress progress = new ShownProgress(context, "receive", quiet.isOn());
        Patience patience = follow
                ? Patience.endless(context.surroundings(), progress)
                : Patience.usual(context.surroundings(), progress);
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = receiving.round();
                if (goesOn && news.isPresent()) {
                    news.get().await();
                }
                patience.progressed();
            } catch (UnreachableException away) {
                if (away.wasInterrupted() || news.isEmpty()) {
                    throw away;
                }
                patience.failed(away, Duration.ZERO);
            }
        }
    }

    /** What one command receives. */
    private final class Receiving {
        private final CommandContext context;
        private final TerminalSession terminal;
        private final Transfers transfers;
        private final Path directory;
        private final Set<TransferId> done = new HashSet<>();

        private Receiving(CommandContext context, TerminalSession terminal, Path directory) {
            this.context = context;
            this.terminal = terminal;
            this.transfers = Transfers.of(terminal);
            this.directory = directory;
        }

        /** Receives all that is there; whether more is to come. */
        private boolean round() throws IOException {
            int pending = 0;
            for (TransferView view : wanted()) {
                if (!receive(view)) {
                    pending++;
                }
            }
            if (pending > 0 && !wait && !follow) {
                String more = pending == 1 ? "One is" : pending + " are";
                if (ids.length > 0) {
                    throw new CommandFailedException(more + " not there yet; --wait waits.");
                }
                context.printer().note(more + " on the way; --wait waits.");
            } else if (done.isEmpty() && pending == 0 && !follow) {
                context.printer().line("Nothing to receive.");
            }
            return follow || (wait && pending > 0);
        }

        private List<TransferView> wanted() {
            if (ids.length > 0) {
                return Arrays.stream(ids)
                        .distinct()
                        .filter(id -> !done.contains(id))
                        .map(transfers::get)
                        .map(this::requireOpen)
                        .toList();
            }
            List<TransferView> offered = new ArrayList<>(
                    transfers
                            .list(new TransferFilter(TransferDirection.INCOMING, TransferState.OPEN, null, null, null))
                            .stream()
                            .filter(view -> !done.contains(view.id()))
                            .filter(this::isForHere)
                            .toList());
            Collections.reverse(offered);
            return offered;
        }

        private boolean isForHere(TransferView view) {
            TerminalId here = terminal.identity().id();
            List<DeliveryView> deliveries = view.deliveries() == null ? List.of() : view.deliveries();
            return view.direction() == TransferDirection.INCOMING
                    && view.state() == TransferState.OPEN
                    && deliveries.stream()
                            .anyMatch(
                                    delivery -> delivery.terminalId().equals(here) && OPEN.contains(delivery.state()));
        }

        private TransferView requireOpen(TransferView view) {
            if (!isForHere(view)) {
                throw new CommandFailedException(
                        view.direction() == TransferDirection.OUTGOING
                                ? view.id() + " is what you send."
                                : view.id() + " is over for this terminal: " + view.state() + ".");
            }
            return view;
        }

        /**
         * Receives one, if it is there. Whoever waits tries it while it is being uploaded: it may be delivered as it comes. While it goes on
         * with whatever comes, one that comes to another end does not end it.
         */
        private boolean receive(TransferView view) throws IOException {
            boolean early = (wait || follow) && view.content() == ContentState.UPLOADING;
            if (view.content() != ContentState.STORED && !early) {
                return false;
            }
            try {
                fetch(view);
            } catch (UnreachableException away) {
                if (early && !away.wasInterrupted()) {
                    return false;
                }
                throw away;
            } catch (ProblemException refused) {
                if (early && refused.code().equals(SharedRefusal.ILLEGAL_MOVE.code())) {
                    return false;
                }
                endedOtherwise(view, refused);
            } catch (WrongContentException wrong) {
                endedOtherwise(view, failed(wrong));
            }
            done.add(view.id());
            return true;
        }

        private void endedOtherwise(TransferView view, RuntimeException failure) {
            if (!follow) {
                throw failure;
            }
            context.printer().note(view.id() + ": " + failure.getMessage());
        }

        private void fetch(TransferView view) throws IOException {
            String name = ReceivedName.of(view.name(), view.id());
            ShownProgress progress = new ShownProgress(context, name, quiet.isOn());
            Runnable takeBack = context.surroundings()
                    .onStop(() -> context.printer().note("Stopped. The same command goes on where this one was."));
            try {
                ReceivedFile received = FileReceiver.of(terminal, progress).receive(view, directory);
                progress.end();
                context.printer()
                        .result(
                                Fields.of("file", received.file().toString(), "transfer", received.transfer()),
                                () -> context.printer()
                                        .line(received.file() + ": " + ByteCount.text(view.size()) + " from "
                                                + source(view) + ". Transfer " + view.id()));
            } finally {
                progress.end();
                takeBack.run();
            }
        }
    }

    /** Who sends to a code is seen by a pseudonym. */
    private static String source(TransferView view) {
        return view.sourceAccountId() == null ? String.valueOf(view.sender()) : "account " + view.sourceAccountId();
    }

    private static CommandFailedException failed(WrongContentException wrong) {
        CommandFailedException failed = new CommandFailedException(String.valueOf(wrong.getMessage()));
        failed.initCause(wrong);
        return failed;
    }
}
