// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.Backoff;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Sends files by their identification codes. What the server has is not uploaded: the source proves that it has it too. Whatever is
 * interrupted, by whatever, goes on when the same file is sent again ({@link UnfinishedSends}).
 */
public final class FileSender {
    private static final Backoff LOOKING = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    /** Verifying reads no more than a disk gives; an hour is more than the largest content takes. */
    private static final Duration STORED_WITHIN = Duration.ofHours(1);

    private final Session session;
    private final Transfers transfers;
    private final AccountId source;
    private final UnfinishedSends unfinished;
    private final TransferProgress progress;

    private FileSender(
            AccountSession account, AccountId source, UnfinishedSends unfinished, TransferProgress progress) {
        this.session = account.session();
        this.transfers = Transfers.of(account);
        this.source = source;
        this.unfinished = unfinished;
        this.progress = progress;
    }

    /**
     * For an account.
     *
     * @param source the account that the session speaks for
     */
    public static FileSender of(
            AccountSession session, AccountId source, UnfinishedSends unfinished, TransferProgress progress) {
        return new FileSender(session, source, unfinished, progress);
    }

    /**
     * Sends a file, or goes on with sending it, until the server has it or it has come to another end. It is remembered until
     * {@link #forget}.
     *
     * @throws FileChangedException when the file changes meanwhile; the transfer is taken back
     * @throws ProblemException what the server refuses
     * @throws UnreachableException when nothing goes forward for long
     */
    public SentFile send(SourceFile file, SendRequest how) throws IOException {
        IdentificationRule rule = usualRule();
        try {
            return send(file, how, rule);
        } catch (ProblemException refused) {
            if (!is(refused, TransfersRefusal.WRONG_RULE)) {
                throw refused;
            }
            return send(file, how, other(rule));
        }
    }

    /** Forgets what was sent: who sends the same again sends it anew. */
    public void forget(SentFile sent) {
        unfinished.forget(sent.memory());
    }

    /** The rule is the enterprise's, which only refuses the wrong one; what the account was last about has the right one, almost always. */
    private IdentificationRule usualRule() {
        return transfers.list(TransferFilter.ALL).page(Optional.empty(), 1).items().stream()
                .map(view -> view.identification().algorithm())
                .findFirst()
                .orElse(IdentificationRule.SHA_256);
    }

    private static IdentificationRule other(IdentificationRule rule) {
        return Arrays.stream(IdentificationRule.values())
                .filter(candidate -> candidate != rule)
                .findFirst()
                .orElseThrow();
    }

    private SentFile send(SourceFile file, SendRequest how, IdentificationRule rule) throws IOException {
        Identification code = file.identify(rule, done -> at(TransferProgress.Step.READING, done, file));
        String memory = UnfinishedSends.name(session.server().issuer(), source.toString(), how.remembered(file, code));
        Declaration declared = begin(file, how, code, memory);
        try {
            return carryOn(file, how, memory, declared);
        } catch (FileChangedException changed) {
            takeBack(declared.view().id(), memory, changed);
            throw changed;
        }
    }

    /** @param target which of the targets it is for */
    private record Declaration(TransferView view, int target, UnfinishedSends.Begun begun) {}

    private Declaration begin(SourceFile file, SendRequest how, Identification code, String memory) {
        Optional<UnfinishedSends.Begun> before = unfinished.find(memory);
        Optional<TransferView> open = before.flatMap(this::goesOn);
        if (open.isPresent()) {
            UnfinishedSends.Begun begun = before.get();
            return new Declaration(open.get(), begun.target(), begun);
        }
        UnfinishedSends.Begun begun =
                before.filter(kept -> kept.transfer() == null).orElseGet(() -> unfinished.begin(memory));
        try {
            return declare(file, how, code, memory, begun, 0);
        } catch (ProblemException refused) {
            unfinished.forget(memory);
            throw refused;
        }
    }

    /** One that was begun before, unless it is over or not known any more. One that was received is done, if the same command began it. */
    private Optional<TransferView> goesOn(UnfinishedSends.Begun begun) {
        TransferId id = begun.transfer();
        if (id == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(transfers.get(id))
                    .filter(view -> view.state() == TransferState.OPEN
                            || (view.state() == TransferState.RECEIVED && unfinished.isOfThis(begun)));
        } catch (ProblemException refused) {
            if (is(refused, SharedRefusal.NOT_FOUND)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private Declaration declare(
            SourceFile file,
            SendRequest how,
            Identification code,
            String memory,
            UnfinishedSends.Begun begun,
            int target) {
        try {
            TransferView view = transfers.declare(
                    how.declaring(file, code, how.targets().get(target)),
                    new IdempotencyKey(begun.key() + "." + target));
            return new Declaration(view, target, unfinished.keep(memory, begun.declared(view.id(), target)));
        } catch (ProblemException refused) {
            if (is(refused, TransfersRefusal.TARGET_UNKNOWN)
                    && target + 1 < how.targets().size()) {
                return declare(file, how, code, memory, begun, target + 1);
            }
            throw refused;
        }
    }

    private SentFile carryOn(SourceFile file, SendRequest how, String memory, Declaration declared) throws IOException {
        TransferView view = declared.view();
        long uploaded = 0;
        if (needsProof(view)) {
            view = new Prover(session, transfers, source, progress)
                    .prove(view, file, how.targets().get(declared.target()));
        }
        if (comesFromTheCentral(view)) {
            view = settled(view.id(), true);
        }
        if (!isSettled(view)) {
            uploaded = upload(file, memory, declared);
            view = settled(view.id(), false);
        }
        return new SentFile(view, how.targets().get(declared.target()), uploaded, memory);
    }

    private static boolean needsProof(TransferView view) {
        return view.state() == TransferState.OPEN && view.content() == ContentState.PROOF_REQUIRED;
    }

    /** What the central delivers by itself is none of this side's concern any more. */
    private static boolean isSettled(TransferView view) {
        return view.state().isFinal()
                || view.content() == ContentState.STORED
                || view.content() == ContentState.FAILED
                || (view.content() == ContentState.ELSEWHERE && view.relay() == Relay.DELEGATED);
    }

    /** Until the private server has it, or says that it has to be uploaded after all. */
    private static boolean comesFromTheCentral(TransferView view) {
        return !isSettled(view) && view.relay() == Relay.FETCHED && !needsProof(view);
    }

    private long upload(SourceFile file, String memory, Declaration declared) throws IOException {
        TransferId id = declared.view().id();
        UnfinishedSends.Begun begun = declared.begun();
        TusUpload upload = new TusUpload(
                session,
                id,
                file,
                Optional.ofNullable(begun.upload()),
                place -> unfinished.keep(memory, begun.uploading(place)),
                progress);
        try {
            return upload.run();
        } catch (ProblemException refused) {
            if (is(refused, TransfersRefusal.DIGEST_MISMATCH)) {
                file.requireUnchanged();
            }
            if (is(refused, SharedRefusal.ILLEGAL_MOVE) && isSettled(transfers.get(id))) {
                return 0;
            }
            throw refused;
        }
    }

    /**
     * The server has all of it; until it says that it is right, which it may have said to a connection that broke.
     *
     * @param fetched whether it comes from the central; then until it does so no more, too
     */
    private TransferView settled(TransferId id, boolean fetched) {
        Surroundings surroundings = session.server().surroundings();
        Instant until = surroundings.clock().instant().plus(STORED_WITHIN);
        TransferView view = transfers.get(id);
        for (int looks = 1; !isSettled(view) && (!fetched || comesFromTheCentral(view)); looks++) {
            progress.at(TransferProgress.Step.STORING, view.size(), view.size());
            if (surroundings.clock().instant().isAfter(until)) {
                throw new CommandFailedException(
                        "The server has received all of " + id + ", and has not verified it yet.");
            }
            try {
                surroundings.pause(LOOKING.after(looks, surroundings.random()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CommandFailedException("Interrupted while the server verifies " + id + ".");
            }
            view = transfers.get(id);
        }
        return view;
    }

    /** The target need not wait for what will never come. When that cannot be said, the transfer expires. */
    private void takeBack(TransferId id, String memory, FileChangedException why) {
        unfinished.forget(memory);
        try {
            transfers.cancel(id);
        } catch (ProblemException | UnreachableException failure) {
            why.addSuppressed(failure);
        }
    }

    private void at(TransferProgress.Step step, long done, SourceFile file) {
        progress.at(step, done, file.size());
    }

    static boolean is(ProblemException refused, RefusalCode code) {
        return refused.code().equals(code.code());
    }
}
