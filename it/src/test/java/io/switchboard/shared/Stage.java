// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Proving;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.shared.rest.Callers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everybody whom a table of endpoints needs, made when first asked for: an owner with two terminals, a guest of another enterprise who calls, a neighbour in the
 * owner's enterprise, and somebody elsewhere, whom nothing of it concerns.
 */
final class Stage {
    private final ServerUnderTest server;
    private final List<Enterprise> enterprises = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final List<Terminal> terminals = new ArrayList<>();

    private final Supplier<Enterprise> house = enterprise();
    private final Supplier<Enterprise> guests = enterprise();
    private final Supplier<Enterprise> elsewhere = enterprise();
    private final Supplier<Caller> besideHouse = privateServer(house);
    private final Supplier<Caller> besideGuests = privateServer(guests);
    private final Supplier<Caller> besideElsewhere = privateServer(elsewhere);
    private final Supplier<Account> owner = account(house);
    private final Supplier<Account> neighbour = account(house);
    private final Supplier<Account> sender = account(house);
    private final Supplier<Account> guest = account(guests);
    private final Supplier<Account> outsider = account(elsewhere);
    private final Supplier<Terminal> door = terminal(owner);
    private final Supplier<Terminal> phone = terminal(owner);
    private final Supplier<Terminal> visitor = terminal(guest);
    private final Supplier<Terminal> visitorsOther = terminal(guest);
    private final Supplier<Terminal> neighbours = terminal(neighbour);
    private final Supplier<Terminal> camera = terminal(sender);
    private final Supplier<Terminal> outsiders = terminal(outsider);
    private final Supplier<String> webhook = new Once<>(this::newWebhook);

    Stage(ServerUnderTest server) {
        this.server = server;
    }

    private Supplier<Enterprise> enterprise() {
        return new Once<>(() -> kept(server().newEnterprise(), enterprises));
    }

    private Supplier<Account> account(Supplier<Enterprise> in) {
        return new Once<>(() -> kept(in.get().newAccount(), accounts));
    }

    private Supplier<Caller> privateServer(Supplier<Enterprise> of) {
        return new Once<>(() -> of.get().newClient("federate"));
    }

    private Supplier<Terminal> terminal(Supplier<Account> of) {
        return new Once<>(() -> kept(of.get().enrolsTerminal(), terminals));
    }

    private static <T> T kept(T actor, List<T> in) {
        in.add(actor);
        return actor;
    }

    /** Makes somebody when first asked for. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> make;
        private @Nullable T made;

        Once(Supplier<T> make) {
            this.make = make;
        }

        @Override
        public T get() {
            T present = made;
            if (present == null) {
                present = make.get();
                made = present;
            }
            return present;
        }
    }

    ServerUnderTest server() {
        return server;
    }

    Enterprise house() {
        return house.get();
    }

    Enterprise elsewhere() {
        return elsewhere.get();
    }

    Account owner() {
        return owner.get();
    }

    Account neighbour() {
        return neighbour.get();
    }

    Account guest() {
        return guest.get();
    }

    Account outsider() {
        return outsider.get();
    }

    /** The owner's first terminal, which does what the owner does. */
    Terminal door() {
        return door.get();
    }

    /** The owner's second terminal. */
    Terminal phone() {
        return phone.get();
    }

    /** The guest's first terminal, which calls. */
    Terminal visitor() {
        return visitor.get();
    }

    /** The guest's second terminal. */
    Terminal visitorsOther() {
        return visitorsOther.get();
    }

    Terminal neighbours() {
        return neighbours.get();
    }

    Terminal outsiders() {
        return outsiders.get();
    }

    /** Whom the owner's things belong to, as a caller of this kind. */
    Caller onOwnersSide(Callers kind) {
        return switch (kind) {
            case ANYONE -> server.anonymous();
            case ADMIN -> server.admin();
            case MANAGER -> house.get();
            case ACTING -> house.get().actsFor(owner.get());
            case PRIVATE_SERVER -> besideHouse.get();
            case TERMINAL -> door.get();
        };
    }

    /** Whom the guest's things belong to, as a caller of this kind. */
    Caller onGuestsSide(Callers kind) {
        return switch (kind) {
            case ANYONE -> server.anonymous();
            case ADMIN -> server.admin();
            case MANAGER -> guests.get();
            case ACTING -> guests.get().actsFor(guest.get());
            case PRIVATE_SERVER -> besideGuests.get();
            case TERMINAL -> visitor.get();
        };
    }

    /** Callers of this kind whom neither the owner's nor the guest's things concern. */
    Map<String, Caller> strangers(Callers kind) {
        return switch (kind) {
            case ANYONE, ADMIN -> Map.of();
            case MANAGER -> Map.of("another enterprise's client", elsewhere.get());
            case ACTING ->
                Map.of(
                        "a client that acts for another account of the enterprise",
                                house.get().actsFor(neighbour.get()),
                        "another enterprise's client that acts for its own account",
                                elsewhere.get().actsFor(outsider.get()));
            case PRIVATE_SERVER -> Map.of("another enterprise's private server", besideElsewhere.get());
            case TERMINAL ->
                Map.of(
                        "a terminal of another account of the enterprise",
                        neighbours.get(),
                        "a terminal of another enterprise",
                        outsiders.get());
        };
    }

    /** A call that rings both terminals of the owner. */
    String ringingCall() {
        return visitor.get().dials(rung().get(0).issuesIdentifier());
    }

    private List<Terminal> rung() {
        return List.of(door.get(), phone.get());
    }

    /** A call that {@link #door} has answered. */
    String answeredCall() {
        String call = ringingCall();
        door.get().answers(call);
        return call;
    }

    /** What an account of the owner's house sends to the owner's terminals, and the server has; its path. */
    String incomingTransfer(Data data) {
        rung();
        StoredByHand.store(server, house(), data);
        JsonNode transfer = camera.get()
                .post("/transfers", data.to(Map.of("accountId", owner().id())))
                .expect(201)
                .json();
        String path = "/transfers/" + transfer.get("id").asText();
        camera.get()
                .post(
                        path + "/proof",
                        Map.of(
                                "proof",
                                Proving.of(transfer, server, sender.get().id(), owner().id(), data)))
                .expect(200);
        return path;
    }

    /** What the owner sends to that account, and has still to prove; as it was declared. */
    JsonNode outgoingTransfer(Caller by, Data data) {
        StoredByHand.store(server, house(), data);
        return by.post("/transfers", data.to(receiver())).expect(201).json();
    }

    /** Whom the owner sends to. */
    Map<String, String> receiver() {
        return Map.of("accountId", camera.get().account().id());
    }

    /** The path of the owner's enterprise's webhook; its address leads nowhere. */
    String webhook() {
        return webhook.get();
    }

    /** The path of another one. */
    String newWebhook() {
        return "/webhooks/"
                + house().post("/webhooks", Map.of("url", Receiver.NOWHERE))
                        .expect(201)
                        .json()
                        .get("id")
                        .asText();
    }

    /** The path of a delivery to it. */
    String delivery() {
        return webhook() + "/deliveries/"
                + house().post(webhook() + "/test").expect(200).json().get("id").asText();
    }

    /** An identifier of the owner in all forms. */
    Identifier identifier() {
        return door.get().issuesIdentifier(List.of("characters", "digits", "qr"));
    }

    /** Everything that can be read of those who are on the stage by now. */
    Map<String, JsonNode> state() {
        Map<String, JsonNode> state = new LinkedHashMap<>();
        state.put("enterprises", server.admin().reads("/enterprises?limit=5"));
        for (Enterprise enterprise : enterprises) {
            String name = "enterprise " + enterprise.id() + " ";
            state.put(name + "clients", server.admin().reads("/enterprises/" + enterprise.id() + "/api-clients"));
            state.put(name + "accounts", enterprise.reads("/accounts?limit=200"));
            state.put(name + "settings", enterprise.reads("/call-settings"));
            state.put(name + "transfer settings", enterprise.reads("/transfer-settings"));
            state.put(name + "webhooks", enterprise.reads("/webhooks"));
            state.put(name + "events", enterprise.reads("/events?limit=200"));
        }
        for (Account account : accounts) {
            Caller acting = account.enterprise().actsFor(account);
            String name = "account " + account.id() + " ";
            state.put(name + "terminals", acting.reads("/terminals?limit=200"));
            state.put(name + "identifiers", acting.reads("/virtual-identifiers?limit=200"));
            state.put(name + "calls", acting.reads("/calls?limit=200"));
            state.put(name + "transfers", acting.reads("/transfers?limit=200"));
        }
        for (Terminal terminal : terminals) {
            state.put("mailbox of " + terminal.id(), terminal.reads("/mailbox"));
        }
        return state;
    }
}
