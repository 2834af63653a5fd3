// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.FileNames;
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
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one command receives from one server. */
final class Receiving {
    /** Those that are not over for a terminal. */
    private static final Set<DeliveryState> OPEN = EnumSet.of(DeliveryState.OFFERED, DeliveryState.FETCHING);

    private final CommandContext context;
    private final TerminalSession terminal;
    private final @Nullable String server;
    private final Transfers transfers;
    private final Path directory;
    private final Wishes wishes;
    private final Set<TransferId> done = new HashSet<>();
    private int pending;
    private int late;

    /**
     * @param terminal with the server to receive from
     * @param server what that is called; absent when it is the one that the profile is for
     * @param directory an absolute path without detours
     */
    Receiving(
            CommandContext context, TerminalSession terminal, @Nullable String server, Path directory, Wishes wishes) {
        this.context = context;
        this.terminal = terminal;
        this.server = server;
        this.transfers = Transfers.of(terminal);
        this.directory = directory;
        this.wishes = wishes;
    }

    /**
     * What the command line says.
     *
     * @param ids the transfers that were named; all when none was
     */
    record Wishes(List<TransferId> ids, boolean toWait, boolean follow, boolean quiet) {
        boolean waits() {
            return toWait || follow;
        }
    }

    /**
     * Receives all of these that is there; whether more is to come.
     *
     * @param views what was {@link #wanted} a moment ago
     */
    boolean round(List<TransferView> views) throws IOException {
        pending = 0;
        for (TransferView view : views) {
            if (!receive(view)) {
                pending++;
            }
        }
        if (pending > 0 && !wishes.waits()) {
            String more = pending == 1 ? "One is" : pending + " are";
            if (!wishes.ids().isEmpty()) {
                throw new CommandFailedException(more + " not there yet; --wait waits.");
            }
            context.printer()
                    .note(more + " on the way" + at() + "; " + (server == null ? "" : "--via with ") + "--wait waits.");
        }
        boolean goesOn = wishes.follow() || (wishes.toWait() && pending > 0);
        if (late > 0 && !goesOn) {
            throw new CommandFailedException(
                    late == 1 ? "One does not count as received." : late + " do not count as received.");
        }
        return goesOn;
    }

    /** Whether there was nothing to receive, and nothing is to come. */
    boolean isInVain() {
        return done.isEmpty() && pending == 0;
    }

    private String at() {
        return server == null ? "" : " at " + server;
    }

    /** What there is for this terminal that it has not yet. */
    List<TransferView> wanted() {
        if (!wishes.ids().isEmpty()) {
            return wishes.ids().stream()
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
                        .anyMatch(delivery -> delivery.terminalId().equals(here) && OPEN.contains(delivery.state()));
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
        boolean early = wishes.waits() && view.content() == ContentState.UPLOADING;
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
        } catch (TransferEndedException ended) {
            late++;
            context.printer()
                    .note(ReceivedName.of(view.name(), view.id()) + ": it has not come whole: "
                            + ending(ended.transfer().state()) + " What had come was removed.");
        }
        done.add(view.id());
        return true;
    }

    private void endedOtherwise(TransferView view, RuntimeException failure) {
        if (!wishes.follow()) {
            throw failure;
        }
        context.printer().note(view.id() + ": " + failure.getMessage());
    }

    private void fetch(TransferView view) throws IOException {
        String name = ReceivedName.of(view.name(), view.id());
        if (!ReceivedName.canBeWritten(name)) {
            context.printer().note(name + ": " + FileNames.hint());
        }
        ShownProgress progress = new ShownProgress(context, name, wishes.quiet());
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
                                            + TransferPrinting.source(view) + at() + ". Transfer " + view.id()));
            if (!received.counts(terminal.identity().id())) {
                late++;
                context.printer()
                        .note(received.file() + ": it came whole, and does not count as received: "
                                + ending(received.transfer().state()) + " The file stays.");
            }
        } catch (FileSystemException named) {
            throw named;
        } catch (IOException failure) {
            throw new IOException(
                    context.printer().text(directory.resolve(name)) + ": " + failure.getMessage()
                            + ". What has come is kept, and the same command goes on with it.",
                    failure);
        } finally {
            progress.end();
            takeBack.run();
        }
    }

    private static String ending(TransferState state) {
        return switch (state) {
            case CANCELLED -> "meanwhile the sender took it back.";
            case RECEIVED -> "another terminal of the account had it first.";
            case DECLINED -> "it was declined meanwhile.";
            case EXPIRED -> "its time ran out meanwhile.";
            case FAILED, OPEN -> "it is " + state + ".";
        };
    }

    private static CommandFailedException failed(WrongContentException wrong) {
        CommandFailedException failed = new CommandFailedException(String.valueOf(wrong.getMessage()));
        failed.initCause(wrong);
        return failed;
    }
}
