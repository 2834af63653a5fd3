// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoStage;
import io.switchboard.mailbox.client.DemoTerminal;
import io.switchboard.servers.client.Servers;
import io.switchboard.servers.wire.ServerKind;
import io.switchboard.servers.wire.ServerView;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferEventType;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Private and central: a film that the central server has is sent through an enterprise's private one, where there is one. */
final class FilmServers {
    private static final Duration HEARS_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    private final DemoStage stage;
    private final DemoCast cast;
    private final Films films;
    private final FilmPost post;
    private final DemoTerminal ada;

    FilmServers(DemoStage stage, DemoCast cast, Films films, FilmPost post) {
        this.stage = stage;
        this.cast = cast;
        this.films = films;
        this.post = post;
        this.ada = cast.terminal("Ada", "phone");
    }

    void play(Path film) throws IOException, InterruptedException {
        stage.act("Through which servers can Ada's phone send?");
        List<ServerView> servers = Servers.of(ada.session()).list();
        for (ServerView server : servers) {
            stage.say(server.name() + ": " + server.kind() + ", " + server.url());
        }
        Optional<ServerView> beside = servers.stream()
                .filter(server -> server.kind() == ServerKind.PRIVATE && !server.here())
                .findFirst();
        if (beside.isEmpty()) {
            stage.say(
                    "There is no private server of this enterprise beside this one. docs/operations.md says how to start one"
                            + " (\"A private server\"); this act then goes on, with the enterprise's credentials.");
            return;
        }
        Optional<TerminalSession> there = reached(beside.get());
        if (there.isEmpty()) {
            stage.say(beside.get().name() + " does not answer; this act goes on when it does.");
            return;
        }
        stage.told("Ada may choose, and has the same keys at both: they enrolled once", true);
        ServerView central = servers.get(0);
        toWhomTheCentralReaches(film, beside.get(), central, there.get());
        toWhomItDoesNot(film, beside.get(), central, there.get());
    }

    private Optional<TerminalSession> reached(ServerView server) {
        try {
            return Optional.of(Servers.at(server, ada.session()));
        } catch (UnreachableException away) {
            if (away.wasInterrupted()) {
                throw away;
            }
            return Optional.empty();
        }
    }

    private void toWhomTheCentralReaches(Path film, ServerView beside, ServerView central, TerminalSession adaThere)
            throws IOException, InterruptedException {
        DemoTerminal ben = cast.terminal("Ben", "phone");
        stage.act("Ada sends the film to Ben through " + beside.name() + ", which has never had it.");
        long before = ben.heardOf(TransferEventType.READY);
        FilmPost.Sent sent = post.send(adaThere, film, TransferTarget.of(ben.account()));
        notUploaded(sent, beside, central);
        received(ben, before, sent.transfer(), film, beside, central);
        hears(adaThere, beside, sent.transfer().id());
    }

    private void toWhomItDoesNot(Path film, ServerView beside, ServerView central, TerminalSession adaThere)
            throws IOException, InterruptedException {
        stage.act("She sends it to Dora through " + beside.name() + ". Dora's phone listens there alone.");
        DemoTerminal dora = cast.terminal("Dora", "phone", adaThere.session().server());
        dora.awaitReady();
        FilmPost.Sent sent = post.send(adaThere, film, TransferTarget.of(dora.account()));
        notUploaded(sent, beside, central);
        dora.await(TransferEventType.READY, sent.transfer().id());
        received(dora, 0, sent.transfer(), film, beside, central);
        stage.act("And once more, by another name.");
        Path same = films.copy(film, "from-the-beach.mp4");
        FilmPost.Sent again = post.send(adaThere, same, TransferTarget.of(dora.account()));
        stage.told(
                beside.name() + " has it now, and asked " + central.name() + " nothing",
                again.nothingUploaded() && again.transfer().relay() == null);
        dora.await(TransferEventType.READY, again.transfer().id());
        received(dora, 0, again.transfer(), film, beside, central);
    }

    private void notUploaded(FilmPost.Sent sent, ServerView beside, ServerView central) throws InterruptedException {
        stage.told(
                "0 of its " + sent.transfer().size() + " bytes were uploaded by Ada: " + beside.name() + " has asked "
                        + central.name() + ", which has it, and she has proven there that she has it too",
                sent.nothingUploaded() && sent.proven());
    }

    /**
     * The target receives it from the server that delivers it.
     *
     * @param before of how many the target had heard that they are there
     */
    private void received(
            DemoTerminal target, long before, TransferView sent, Path film, ServerView beside, ServerView central)
            throws IOException, InterruptedException {
        boolean delegated = sent.relay() == Relay.DELEGATED;
        String how;
        TerminalSession from;
        TransferId id;
        if (delegated) {
            how = central.name() + " delivers it, where " + target.name() + " listens (relay: delegated)";
            from = target.session();
            CloudEvent ready = target.awaitNext(TransferEventType.READY, before);
            id = new TransferId(String.valueOf(ready.subject()));
        } else {
            how = sent.relay() == Relay.FETCHED
                    ? beside.name() + " has fetched it from " + central.name() + ", and delivers it (relay: fetched)"
                    : beside.name() + " delivers it";
            from = Servers.at(beside, target.session());
            id = sent.id();
        }
        stage.told(how, true);
        ReceivedFile file = post.receive(from, Transfers.of(from).get(id));
        stage.told(
                target.name() + " received it from " + (delegated ? central : beside).name() + ", byte for byte",
                FilmStory.isTheSame(file, film));
    }

    private void hears(TerminalSession adaThere, ServerView beside, TransferId id) throws InterruptedException {
        Surroundings surroundings = cast.server().surroundings();
        Instant until = surroundings.clock().instant().plus(HEARS_WITHIN);
        Transfers transfers = Transfers.of(adaThere);
        TransferState state = transfers.get(id).state();
        while (state == TransferState.OPEN && surroundings.clock().instant().isBefore(until)) {
            surroundings.pause(LOOKS_EVERY);
            state = transfers.get(id).state();
        }
        stage.told("Ada learns of it at " + beside.name(), state == TransferState.RECEIVED);
    }
}
