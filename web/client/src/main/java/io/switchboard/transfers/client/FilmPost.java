// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoEnding;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** How those who play in the story of a film send and receive it. What they still send when the demonstration ends is taken back. */
final class FilmPost {
    private static final String KIND = "transfer";
    private static final String TAKEN_BACK = "taken back";
    private static final TransferFilter STILL_SENT =
            new TransferFilter(TransferDirection.OUTGOING, TransferState.OPEN, null, null, null);

    private final DemoCast cast;
    private final Films films;
    private final Set<TerminalSession> sources = new LinkedHashSet<>();

    FilmPost(DemoCast cast, Films films) {
        this.cast = cast;
        this.films = films;
        cast.atTheEnd(this::takeBack);
    }

    /**
     * What was sent.
     *
     * @param proven whether its source was asked for a proof
     */
    record Sent(SentFile file, boolean proven) {
        TransferView transfer() {
            return file.transfer();
        }

        boolean nothingUploaded() {
            return file.uploaded() == 0 && file.there() == file.transfer().size();
        }
    }

    /** Sends a film, as {@code switchboard send} does. */
    Sent send(TerminalSession source, Path film, TransferTarget target) throws IOException {
        return cast.make(() -> {
            sources.add(source);
            Watch watch = new Watch();
            UnfinishedSends unfinished = UnfinishedSends.in(films.directory().resolve("sends"), surroundings());
            FileSender sender = FileSender.of(source, source.identity().accountId(), unfinished, watch);
            try (SourceFile file = SourceFile.open(film)) {
                SentFile sent = sender.send(file, SendRequest.to(target));
                sender.forget(sent);
                return new Sent(sent, watch.saw(TransferProgress.Step.PROVING));
            }
        });
    }

    /** Declares something without having it. */
    TransferView declare(TerminalSession source, CreateTransferRequest request) {
        return cast.make(() -> {
            sources.add(source);
            return Transfers.of(source)
                    .declare(request, new IdempotencyKey(surroundings().token()));
        });
    }

    /** Receives a film, as {@code switchboard receive} does, and says the receipt. */
    ReceivedFile receive(TerminalSession target, TransferView transfer) throws IOException {
        return cast.make(() -> FileReceiver.of(target, new Watch()).receive(transfer, films.newDirectory()));
    }

    private Surroundings surroundings() {
        return cast.server().surroundings();
    }

    private void takeBack(DemoEnding ending) {
        ending.none(KIND, TAKEN_BACK);
        for (TerminalSession source : sources) {
            ending.attempt(
                    "what " + source.identity().name() + " sends by "
                            + source.session().server().server(),
                    () -> takeBack(source, ending));
        }
    }

    private static void takeBack(TerminalSession source, DemoEnding ending) {
        Transfers transfers = Transfers.of(source);
        transfers
                .list(STILL_SENT)
                .forEach(transfer ->
                        ending.remove(KIND, TAKEN_BACK, transfer.id(), () -> transfers.cancel(transfer.id())));
    }

    /** Sees what is done, and gives up when the demonstration ends meanwhile. */
    private final class Watch implements TransferProgress {
        private final Set<Step> seen = EnumSet.noneOf(Step.class);

        boolean saw(Step step) {
            return seen.contains(step);
        }

        @Override
        public void at(Step step, long done, long total) {
            checkStillHere();
            seen.add(step);
        }

        @Override
        public void interrupted(String why, Duration retryAfter) {
            checkStillHere();
        }

        private void checkStillHere() {
            if (cast.hasLeft()) {
                throw new CommandFailedException("The demonstration was stopped.");
            }
        }
    }
}
