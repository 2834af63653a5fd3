// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.Accounts;
import io.switchboard.accounts.client.Terminals;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.VirtualIdentifierId;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.TerminalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who plays: Ada, who hands out an identifier and has three terminals, and Ben, who calls it. */
final class DemoCast implements AutoCloseable {
    private final DemoEnterprise enterprise;
    private final AccountView ada;
    private final AccountView ben;
    private final List<DemoTerminal> adas = new ArrayList<>();
    private final List<DemoTerminal> bens = new ArrayList<>();
    private boolean left;

    private DemoCast(DemoEnterprise enterprise, String unique) {
        this.enterprise = enterprise;
        this.ada = account("Ada", unique);
        this.ben = account("Ben", unique);
    }

    /** Creates the accounts, enrols the terminals and waits until all of them listen. */
    static DemoCast assemble(SwitchboardClient server, DemoEnterprise enterprise) throws InterruptedException {
        String unique =
                server.surroundings().token().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        DemoCast cast = new DemoCast(enterprise, unique);
        try {
            for (String name : List.of("Ada's phone", "Ada's tablet", "Ada's laptop")) {
                cast.adas.add(cast.terminal(server, cast.ada, name));
            }
            cast.bens.add(cast.terminal(server, cast.ben, "Ben's phone"));
            for (DemoTerminal terminal : cast.all()) {
                terminal.awaitReady();
            }
            return cast;
        } catch (RuntimeException | InterruptedException failure) {
            try {
                cast.close();
            } catch (RuntimeException another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
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

    /** Revokes what was issued and enrolled, so that demonstrations leave nothing live behind, and says what is left. */
    DemoRemains leave() {
        left = true;
        all().forEach(DemoTerminal::close);
        List<VirtualIdentifierId> issued = revokeIdentifiers();
        Terminals terminals = Terminals.of(enterprise.session());
        List<TerminalId> enrolled = all().stream()
                .map(terminal -> terminal.session().identity().id())
                .toList();
        enrolled.forEach(terminals::revoke);
        return new DemoRemains(issued, enrolled, enterprise.own(), List.of(ada, ben));
    }

    /** Leaves, when the story was not played to its end. */
    @Override
    public void close() {
        if (!left) {
            leave();
        }
    }

    /** All of Ada's: her account is as old as the demonstration. */
    private List<VirtualIdentifierId> revokeIdentifiers() {
        if (adas.isEmpty()) {
            return List.of();
        }
        Identifiers identifiers = Identifiers.of(adas.get(0).session());
        List<VirtualIdentifierView> issued = identifiers.list().stream().toList();
        issued.stream()
                .filter(identifier -> identifier.state() != IdentifierState.REVOKED)
                .forEach(identifier -> identifiers.revoke(identifier.id()));
        return issued.stream().map(VirtualIdentifierView::id).toList();
    }

    private List<DemoTerminal> all() {
        return Stream.concat(adas.stream(), bens.stream()).toList();
    }

    private AccountView account(String name, String unique) {
        AddressRequest address =
                new AddressRequest(AddressKind.SOCIAL, "example", name.toLowerCase(Locale.ROOT) + "-" + unique);
        return Accounts.of(enterprise.session()).create(new CreateAccountRequest(name, List.of(address)));
    }

    private DemoTerminal terminal(SwitchboardClient server, AccountView account, String name) {
        String code = Accounts.of(enterprise.session()).enrolment(account.id()).code();
        return DemoTerminal.enrol(server, code, name);
    }
}
