// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoStage;
import io.switchboard.mailbox.client.DemoTerminal;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.TransferEventType;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The story of one film: it is sent, sent again by somebody else who has it, asked for by a thief, and sent through another server. */
final class FilmStory {
    /** Enough to be worth a proof, and to be told of while it is uploaded. */
    private static final int SIZE = 2 << 20;

    private final DemoStage stage;
    private final DemoCast cast;
    private final Films films;
    private final FilmPost post;
    private final DemoTerminal ada;
    private final DemoTerminal ben;
    private final DemoTerminal cem;

    private FilmStory(DemoStage stage, DemoCast cast, Films films) {
        this.stage = stage;
        this.cast = cast;
        this.films = films;
        this.post = new FilmPost(cast, films);
        this.ada = cast.terminal("Ada", "phone");
        this.ben = cast.terminal("Ben", "phone");
        this.cem = cast.terminal("Cem", "phone");
    }

    /** Plays all of it; throws at the first thing that is otherwise than told. */
    static void play(DemoStage stage, DemoCast cast) throws IOException, InterruptedException {
        stage.act("Ada, Ben and Cem have a phone each at " + cast.server().server() + ".");
        new FilmStory(stage, cast, Films.make(cast)).play();
    }

    private void play() throws IOException, InterruptedException {
        for (DemoTerminal terminal : List.of(ada, ben, cem)) {
            terminal.awaitReady();
        }
        stage.told("their phones made their keys and listen", true);
        Path film = films.shoot("holiday.mp4", SIZE);
        firstTime(film);
        FilmPost.Sent proven = withoutUpload(film);
        new FilmTheft(stage, cast, films, post).play(film, proven.transfer());
        new FilmServers(stage, cast, films, post).play(film);
    }

    private void firstTime(Path film) throws IOException, InterruptedException {
        stage.act("Ada sends a film to Ben. Nobody has sent it before.");
        stage.say("The film: " + SIZE + " random bytes, in " + film + " until the end.");
        FilmPost.Sent sent = post.send(ada.session(), film, TransferTarget.of(ben.account()));
        TransferView transfer = sent.transfer();
        stage.say("Its code: " + transfer.identification().algorithm() + " "
                + transfer.identification().digest());
        stage.told(
                "all of its " + SIZE + " bytes were uploaded, since the server did not have them",
                sent.file().uploaded() == SIZE && !sent.proven());
        ben.await(TransferEventType.OFFERED, transfer.id());
        ben.await(TransferEventType.READY, transfer.id());
        stage.told("Ben's phone was offered it when it was announced, and knows that it is there", true);
        received(ben, transfer, film);
        ada.await(TransferEventType.RECEIVED, transfer.id());
        stage.told("Ada's phone hears that it was received", true);
    }

    private FilmPost.Sent withoutUpload(Path film) throws IOException, InterruptedException {
        stage.act("Cem has the same film from elsewhere, by another name. He sends it to Ada.");
        Path same = films.copy(film, "from-the-beach.mp4");
        FilmPost.Sent sent = post.send(cem.session(), same, TransferTarget.of(ada.account()));
        stage.told("the server knew its code, and asked Cem for a proof that he has all of it", sent.proven());
        stage.told("0 of its " + SIZE + " bytes were uploaded", sent.nothingUploaded());
        ada.await(TransferEventType.READY, sent.transfer().id());
        received(ada, sent.transfer(), film);
        cem.await(TransferEventType.RECEIVED, sent.transfer().id());
        stage.told("Cem's phone hears that it was received", true);
        return sent;
    }

    private void received(DemoTerminal target, TransferView transfer, Path film)
            throws IOException, InterruptedException {
        TransferView offered = Transfers.of(target.session()).get(transfer.id());
        ReceivedFile file = post.receive(target.session(), offered);
        stage.told(
                target.name() + " received it, byte for byte: it computed the same code, and said so",
                isTheSame(file, film));
    }

    /** Whether a terminal has all of a film, and the server knows it. */
    static boolean isTheSame(ReceivedFile file, Path film) throws IOException {
        boolean known = file.transfer().state() == TransferState.RECEIVED
                || (file.transfer().deliveries() != null
                        && file.transfer().deliveries().stream()
                                .anyMatch(delivery -> delivery.state() == DeliveryState.RECEIVED));
        return known && Files.mismatch(file.file(), film) == -1;
    }
}
