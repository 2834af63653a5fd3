// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoStage;
import io.switchboard.mailbox.client.DemoTerminal;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.wire.Problem;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.TransferEventType;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.io.IOException;
import java.nio.file.Path;

/** Mallory knows a film's code and size, and wants the film: whoever is sent it could be her accomplice. */
final class FilmTheft {
    private static final int MORE_ATTEMPTS = 2;

    private final DemoStage stage;
    private final Films films;
    private final FilmPost post;
    private final DemoTerminal mallory;
    private final DemoTerminal eve;
    private final Transfers transfers;
    private final TransferTarget toEve;

    FilmTheft(DemoStage stage, DemoCast cast, Films films, FilmPost post) {
        this.stage = stage;
        this.films = films;
        this.post = post;
        this.mallory = cast.terminal("Mallory", "phone");
        this.eve = cast.terminal("Eve", "phone");
        this.transfers = Transfers.of(mallory.session());
        this.toEve = TransferTarget.of(eve.account());
    }

    /** @param honest how the server has answered somebody who has the film */
    void play(Path film, TransferView honest) throws IOException, InterruptedException {
        stage.act("Mallory knows the film's code and its size, and does not have it. She sends \"it\" to Eve.");
        mallory.awaitReady();
        eve.awaitReady();
        CreateTransferRequest request = CreateTransferRequest.of(
                honest.identification(), honest.size(), film.getFileName().toString(), toEve);
        TransferView declared = post.declare(mallory.session(), request);
        ChallengeView challenge = declared.challenge();
        if (challenge == null || declared.content() != ContentState.PROOF_REQUIRED) {
            throw new CommandFailedException("Otherwise than told: Mallory was asked for no proof.");
        }
        stage.told("the server asks her for the proof that it asked Cem for", true);
        try (SourceFile other = SourceFile.open(films.shoot("other.mp4", (int) honest.size()))) {
            Problem wrong = refused(TransfersRefusal.PROOF_WRONG, () -> proves(declared, challenge, other));
            stage.sideBySide("What Cem was answered, who has it", honest, "What Mallory was answered", wrong);
            stage.told("her proof, made of other bytes, does not hold", true);
            delivers(declared);
            triesAgain(declared, other);
        }
        asksForNothing(request);
    }

    private void delivers(TransferView declared) throws IOException, InterruptedException {
        eve.await(TransferEventType.OFFERED, declared.id());
        TransferView offered = Transfers.of(eve.session()).get(declared.id());
        stage.told(
                "Eve's phone is not told that the server has the film: to it, it is " + offered.content(),
                offered.content() == ContentState.DECLARED);
        refused(SharedRefusal.ILLEGAL_MOVE, () -> post.receive(eve.session(), offered));
        stage.told("it asked for the film all the same, and was given nothing", true);
    }

    private void triesAgain(TransferView declared, SourceFile other) throws IOException, InterruptedException {
        stage.act("Mallory tries again, with every challenge that she can get.");
        for (int attempt = 0; attempt < MORE_ATTEMPTS; attempt++) {
            ChallengeView challenge = transfers.challenge(declared.id()).challenge();
            if (challenge == null) {
                throw new CommandFailedException("Otherwise than told: Mallory was given no challenge.");
            }
            refused(TransfersRefusal.PROOF_WRONG, () -> proves(declared, challenge, other));
        }
        stage.told("two more proofs did not hold", true);
        Problem last = refused(TransfersRefusal.UPLOAD_REQUIRED, () -> transfers.challenge(declared.id()));
        stage.told("there is no fourth challenge in a day: " + last.code(), true);
    }

    private void asksForNothing(CreateTransferRequest request) throws InterruptedException {
        TransferView again = post.declare(mallory.session(), request);
        stage.told(
                "and when she begins anew, she may upload the film, as if nobody had ever sent it",
                again.content() == ContentState.DECLARED && again.challenge() == null);
        // Events come in order: what had become ready before would have been heard.
        eve.await(TransferEventType.OFFERED, again.id());
        stage.told("nothing has become ready for Eve's phone", eve.heardOf(TransferEventType.READY) == 0);
    }

    private TransferView proves(TransferView declared, ChallengeView challenge, SourceFile had) throws IOException {
        Prover prover = new Prover(mallory.session().session(), transfers, mallory.account(), TransferProgress.SILENT);
        return transfers.prove(declared.id(), new ProofRequest(prover.computed(declared, had, toEve, challenge)));
    }

    /** Something that is to be refused. */
    @FunctionalInterface
    private interface Attempt {
        Object make() throws IOException;
    }

    private static Problem refused(RefusalCode why, Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (ProblemException refused) {
            if (FileSender.is(refused, why)) {
                return refused.problem();
            }
            throw refused;
        }
        throw new CommandFailedException("Otherwise than told: it was not refused, as " + why.code() + " is.");
    }
}
