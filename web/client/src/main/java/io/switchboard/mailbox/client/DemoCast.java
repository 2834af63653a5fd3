// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.Accounts;
import io.switchboard.accounts.client.Terminals;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.TerminalId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who plays: people with their terminals, each made when a story first asks for it, so that a story that comes later finds those of an
 * earlier one, and does as well without it. Whatever must be revoked at the end is made under one lock with the leaving, which may come
 * from another thread at any time: what is being made is waited for, and nothing is made after it.
 */
public final class DemoCast {
    private final SwitchboardClient server;
    private final DemoEnterprise enterprise;
    private final String unique;
    private final Map<String, AccountView> people = new LinkedHashMap<>();
    private final Map<String, DemoTerminal> terminals = new LinkedHashMap<>();
    private final List<DemoUndo> undos = new ArrayList<>();
    private final List<String> more = new ArrayList<>();
    private volatile boolean leaving;
    private boolean left;

    DemoCast(SwitchboardClient server, DemoEnterprise enterprise) {
        this.server = server;
        this.enterprise = enterprise;
        this.unique =
                server.surroundings().token().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Makes something.
     *
     * @param <T> what it is
     * @param <E> how that can fail
     */
    @FunctionalInterface
    public interface Making<T, E extends Exception> {
        /** Makes it. */
        T make() throws E;
    }

    /** The server that the demonstration is played at. */
    public SwitchboardClient server() {
        return server;
    }

    /** Somebody's account, made at the first mention. */
    public synchronized AccountView account(String person) {
        checkStillHere();
        return people.computeIfAbsent(person, this::created);
    }

    /**
     * Somebody's terminal, enrolled at the first mention; it may not listen yet ({@link DemoTerminal#awaitReady}).
     *
     * @param device such as {@code phone}
     */
    public DemoTerminal terminal(String person, String device) {
        return terminal(person, device, server);
    }

    /**
     * The same, of a terminal that listens at another server than where it is enrolled. Terminals that are there already go on to listen
     * where they do.
     */
    public synchronized DemoTerminal terminal(String person, String device, SwitchboardClient listensAt) {
        checkStillHere();
        AccountView account = account(person);
        return terminals.computeIfAbsent(person + "'s " + device, name -> {
            String code =
                    Accounts.of(enterprise.session()).enrolment(account.id()).code();
            return DemoTerminal.enrol(server, code, name, listensAt);
        });
    }

    /**
     * Makes something that must not outlive the demonstration. A making that can take long asks {@link #hasLeft} now and then, and gives
     * up.
     *
     * @throws CommandFailedException when the demonstration has ended; nothing is made then
     */
    public synchronized <T, E extends Exception> T make(Making<T, E> making) throws E {
        checkStillHere();
        return making.make();
    }

    /** Has something undone when the demonstration ends, however that comes: in the order in which it is asked for, before the terminals. */
    public synchronized void atTheEnd(DemoUndo undo) {
        checkStillHere();
        undos.add(undo);
    }

    /** Whether all of them have left, or are leaving. */
    public boolean hasLeft() {
        return leaving;
    }

    /** A story begins, and this will stay of it. */
    synchronized void begin(DemoStory story) {
        checkStillHere();
        more.add(story.stays());
    }

    /**
     * Undoes and revokes what was made and enrolled, each whatever becomes of the others, so that demonstrations leave nothing live
     * behind. The first call does it; others wait for its end and do nothing.
     *
     * @param tell is told what is left
     * @throws RuntimeException the first failure, after everything was tried; the others are suppressed in it
     */
    void leave(Consumer<DemoRemains> tell) {
        leaving = true;
        leaveOnce(tell);
    }

    private synchronized void leaveOnce(Consumer<DemoRemains> tell) {
        if (left) {
            return;
        }
        left = true;
        DemoEnding ending = new DemoEnding();
        terminals.values().forEach(DemoTerminal::close);
        undos.forEach(undo -> ending.attempt("what a story has made", () -> undo.undo(ending)));
        Terminals enrolled = Terminals.of(enterprise.session());
        ending.none("terminal", DemoEnding.REVOKED);
        for (DemoTerminal terminal : terminals.values()) {
            TerminalId id = terminal.session().identity().id();
            ending.remove("terminal", DemoEnding.REVOKED, id, () -> enrolled.revoke(id));
        }
        DemoRemains remains = new DemoRemains(
                ending.removed(), ending.failed(), enterprise.own(), List.copyOf(people.values()), List.copyOf(more));
        ending.attempt("", () -> tell.accept(remains));
        ending.throwFirst();
    }

    private AccountView created(String name) {
        AddressRequest address =
                new AddressRequest(AddressKind.SOCIAL, "example", name.toLowerCase(Locale.ROOT) + "-" + unique);
        return Accounts.of(enterprise.session()).create(new CreateAccountRequest(name, List.of(address)));
    }

    private void checkStillHere() {
        if (leaving) {
            throw new CommandFailedException("The demonstration was stopped.");
        }
    }
}
