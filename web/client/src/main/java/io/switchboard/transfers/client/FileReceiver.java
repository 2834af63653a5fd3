// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.LongAnswer;
import io.switchboard.shared.client.LongRequest;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Receives what a terminal is sent, into files. The bytes go to the disk as they come, and the digest is computed of them here; a file takes
 * its name when it is whole, right and durable, and only then the receipt is said. What is still being uploaded is received as it comes,
 * from a server that delivers it. What is interrupted goes on when it is received
 * again into the same directory.
 */
public final class FileReceiver {
    private static final ApiPath TRANSFERS = ApiPath.of("transfers");

    private final Session session;
    private final Transfers transfers;
    private final TransferProgress progress;

    private FileReceiver(TerminalSession terminal, TransferProgress progress) {
        this.session = terminal.session();
        this.transfers = Transfers.of(terminal);
        this.progress = progress;
    }

    /** For a terminal. */
    public static FileReceiver of(TerminalSession terminal, TransferProgress progress) {
        return new FileReceiver(terminal, progress);
    }

    /**
     * Receives one, or goes on with it, and says the receipt.
     *
     * @param directory an absolute path without detours
     * @return the file: under the name that the source has given it, made harmless, with a number where another file has that name
     * @throws WrongContentException when what came is not what was sent
     * @throws TransferEndedException when it came to its end meanwhile
     * @throws IOException when it cannot be written; what has come is kept
     *     It counts as received unless the transfer came to another end meanwhile: {@link ReceivedFile#counts}
     * @throws ProblemException what the server refuses: {@code illegal-move} when it is not there yet
     * @throws UnreachableException when nothing goes forward for long; what has come is kept
     */
    public ReceivedFile receive(TransferView transfer, Path directory) throws IOException {
        String name = ReceivedName.of(transfer.name(), transfer.id());
        Path place;
        try (PartFile part = PartFile.open(directory, name, transfer.identification(), transfer.size())) {
            part.readBack((done, total) -> progress.at(TransferProgress.Step.READING, done, total));
            boolean right = fetchedUnlessEnded(transfer, part);
            if (!right) {
                // It may be the beginning that is wrong: what was here, or what came of an upload that came to nothing.
                part.restart();
                right = fetchedUnlessEnded(transfer, part);
            }
            if (!right) {
                part.remove();
                throw new WrongContentException(transfer.id());
            }
            place = part.settle(directory, name);
        }
        return new ReceivedFile(place, acknowledge(transfer.id(), transfer.identification()));
    }

    private boolean fetchedUnlessEnded(TransferView transfer, PartFile part) throws IOException {
        try {
            return fetched(transfer, part);
        } catch (ProblemException refused) {
            TransferView now = transfers.get(transfer.id());
            if (!FileSender.is(refused, SharedRefusal.ILLEGAL_MOVE) || now.state() == TransferState.OPEN) {
                throw refused;
            }
            part.remove();
            throw new TransferEndedException(now);
        }
    }

    private boolean fetched(TransferView transfer, PartFile part) throws IOException {
        Patience patience = Patience.usual(session.server().surroundings(), progress);
        while (part.length() < transfer.size()) {
            long before = part.length();
            progress.at(TransferProgress.Step.RECEIVING, before, transfer.size());
            try {
                LongAnswer answer = request(transfer, before)
                        .receive(
                                part,
                                moved -> progress.at(TransferProgress.Step.RECEIVING, part.length(), transfer.size()));
                passing(answer, part, before, patience);
            } catch (UnreachableException broken) {
                if (broken.wasInterrupted()) {
                    throw broken;
                }
                if (part.length() > before) {
                    patience.progressed();
                }
                patience.failed(broken, Duration.ZERO);
            }
        }
        progress.at(TransferProgress.Step.RECEIVING, transfer.size(), transfer.size());
        return part.isRight();
    }

    private LongRequest request(TransferView transfer, long from) {
        LongRequest request =
                LongRequest.of(session, "GET", TRANSFERS.slash(transfer.id()).slash("content"));
        Identification code = transfer.identification();
        return from == 0
                ? request
                : request.header("Range", "bytes=" + from + "-")
                        .header("If-Range", '"' + code.algorithm().toString() + ':' + code.digest() + '"');
    }

    private static void passing(LongAnswer answer, PartFile part, long before, Patience patience) throws IOException {
        switch (answer.status()) {
            case 200, 206 -> {
                if (part.length() <= before) {
                    patience.failed(answer.problem(), Duration.ZERO);
                }
            }
            case 416 -> {
                part.restart();
                patience.failed(answer.problem(), Duration.ZERO);
            }
            case 401, 429, 500, 502, 503, 504 ->
                patience.failed(answer.problem(), answer.retryAfter().orElse(Duration.ZERO));
            default -> throw answer.problem();
        }
    }

    /** The file is there; nobody should receive it twice because the server was away for a moment. */
    private TransferView acknowledge(TransferId id, Identification computed) {
        Patience patience = Patience.usual(session.server().surroundings(), progress);
        while (true) {
            try {
                return transfers.received(id, computed);
            } catch (UnreachableException broken) {
                if (broken.wasInterrupted()) {
                    throw broken;
                }
                patience.failed(broken, Duration.ZERO);
            } catch (ProblemException refused) {
                TransferView now = transfers.get(id);
                if (!FileSender.is(refused, SharedRefusal.ILLEGAL_MOVE) || now.state() == TransferState.OPEN) {
                    throw refused;
                }
                return now;
            }
        }
    }
}
