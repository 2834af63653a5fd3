// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.Accounts;
import io.switchboard.accounts.client.Terminals;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who plays: Ada, who hands out an identifier and has three terminals, and Ben, who calls it. Whatever must be revoked at the end is made
 * under one lock with the leaving, which may come from another thread at any time: what is being made is waited for, and nothing is made
 * after it.
 */
final class DemoCast {
    private final SwitchboardClient server;
    private final DemoEnterprise enterprise;
    private final AccountView ada;
    private final AccountView ben;
    private final List<DemoTerminal> adas = new ArrayList<>();
    private final List<DemoTerminal> bens = new ArrayList<>();
    private volatile boolean left;

    /** Creates the accounts. */
    DemoCast(SwitchboardClient server, DemoEnterprise enterprise) {
        String unique =
                server.surroundings().token().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        this.server = server;
        this.enterprise = enterprise;
        this.ada = account("Ada", unique);
        this.ben = account("Ben", unique);
    }

    /** Enrols the terminals and waits until all of them listen. */
    void assemble() throws InterruptedException {
        for (String name : List.of("Ada's phone", "Ada's tablet", "Ada's laptop")) {
            enrol(adas, ada, name);
        }
        enrol(bens, ben, "Ben's phone");
        for (DemoTerminal terminal : all()) {
            terminal.awaitReady();
        }
    }

    /** Has Ada's phone issue an identifier. */
    synchronized VirtualIdentifierView issue(IssueIdentifierRequest request) {
        checkStillHere();
        return Identifiers.of(adas.get(0).session()).issue(request);
    }

    AccountView ada() {
        return ada;
    }

    AccountView ben() {
        return ben;
    }

    /** Ada's terminals: phone, tablet, laptop. */
    List<DemoTerminal> adas() {
        return List.copyOf(adas);
    }

    /** Ben's phone. */
    DemoTerminal bens() {
        return bens.get(0);
    }

    /** Whether all of them have left, or are leaving. */
    boolean hasLeft() {
        return left;
    }

    /**
     * Revokes what was issued and enrolled, each whatever becomes of the others, so that demonstrations leave nothing live behind. The
     * first call does it; others wait for its end and do nothing.
     *
     * @param tell is told what is left
     * @throws RuntimeException the first failure, after everything was tried; the others are suppressed in it
     */
    synchronized void leave(Consumer<DemoRemains> tell) {
        if (left) {
            return;
        }
        left = true;
        Attempts attempts = new Attempts();
        all().forEach(DemoTerminal::close);
        List<VirtualIdentifierId> issued = new ArrayList<>();
        if (!adas.isEmpty()) {
            attempts.make("the identifiers of " + ada.name(), () -> revokeIdentifiers(issued, attempts));
        }
        Terminals terminals = Terminals.of(enterprise.session());
        List<TerminalId> enrolled = new ArrayList<>();
        for (DemoTerminal terminal : all()) {
            TerminalId id = terminal.session().identity().id();
            attempts.make("terminal " + id, () -> {
                terminals.revoke(id);
                enrolled.add(id);
            });
        }
        DemoRemains remains = new DemoRemains(issued, enrolled, attempts.failed(), enterprise.own(), List.of(ada, ben));
        attempts.make("", () -> tell.accept(remains));
        attempts.throwFirst();
    }

    /** All of Ada's: her account is as old as the demonstration. */
    private void revokeIdentifiers(List<VirtualIdentifierId> revoked, Attempts attempts) {
        Identifiers identifiers = Identifiers.of(adas.get(0).session());
        for (VirtualIdentifierView identifier : identifiers.list().stream().toList()) {
            attempts.make("identifier " + identifier.id(), () -> {
                if (identifier.state() != IdentifierState.REVOKED) {
                    identifiers.revoke(identifier.id());
                }
                revoked.add(identifier.id());
            });
        }
    }

    private List<DemoTerminal> all() {
        return Stream.concat(adas.stream(), bens.stream()).toList();
    }

    private AccountView account(String name, String unique) {
        AddressRequest address =
                new AddressRequest(AddressKind.SOCIAL, "example", name.toLowerCase(Locale.ROOT) + "-" + unique);
        return Accounts.of(enterprise.session()).create(new CreateAccountRequest(name, List.of(address)));
    }

    private synchronized void enrol(List<DemoTerminal> terminals, AccountView account, String name) {
        checkStillHere();
        String code = Accounts.of(enterprise.session()).enrolment(account.id()).code();
        terminals.add(DemoTerminal.enrol(server, code, name));
    }

    private void checkStillHere() {
        if (left) {
            throw new CommandFailedException("The demonstration was stopped.");
        }
    }

    /** Things that are each done whatever becomes of the others. */
    private static final class Attempts {
        private final List<String> failed = new ArrayList<>();
        private @Nullable RuntimeException first;

        void make(String what, Runnable attempt) {
            try {
                attempt.run();
            } catch (RuntimeException failure) {
                failed.add(what);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }

        List<String> failed() {
            return List.copyOf(failed);
        }

        void throwFirst() {
            if (first != null) {
                throw first;
            }
        }
    }
}
