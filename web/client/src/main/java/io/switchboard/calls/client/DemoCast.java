// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.Accounts;
import io.switchboard.accounts.client.Enterprises;
import io.switchboard.accounts.client.Terminals;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.accounts.wire.CreateApiClientRequest;
import io.switchboard.accounts.wire.CreateEnterpriseRequest;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.SwitchboardClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who plays: Ada, who hands out an identifier and has three terminals, and Ben, who calls it. */
final class DemoCast implements AutoCloseable {
    private final ApiSession enterprise;
    private final AccountView ada;
    private final AccountView ben;
    private final List<DemoTerminal> adas = new ArrayList<>();
    private final List<DemoTerminal> bens = new ArrayList<>();

    private DemoCast(ApiSession enterprise, String unique) {
        this.enterprise = enterprise;
        this.ada = account("Ada", unique);
        this.ben = account("Ben", unique);
    }

    /** An enterprise of the demonstration's own, made by the administrator. */
    static ApiSession ownEnterprise(SwitchboardClient server, ApiSession admin) {
        Enterprises enterprises = Enterprises.of(admin);
        EnterpriseView made = enterprises.create(new CreateEnterpriseRequest("Demonstration"));
        ApiClientView client =
                enterprises.createApiClient(made.id(), new CreateApiClientRequest("demonstration", null));
        String secret = client.secret();
        if (secret == null) {
            throw new CommandFailedException("The server has made an API client without a secret.");
        }
        return server.asApiClient(client.id(), secret);
    }

    /** Creates the accounts, enrols the terminals and waits until all of them listen. */
    static DemoCast assemble(SwitchboardClient server, ApiSession enterprise) throws InterruptedException {
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
            cast.close();
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

    /** Revokes what was enrolled, so that repeated demonstrations leave no live terminals behind. */
    void leave() {
        all().forEach(DemoTerminal::close);
        Terminals terminals = Terminals.of(enterprise);
        all().forEach(terminal -> terminals.revoke(terminal.session().identity().id()));
    }

    @Override
    public void close() {
        all().forEach(DemoTerminal::close);
    }

    private List<DemoTerminal> all() {
        return Stream.concat(adas.stream(), bens.stream()).toList();
    }

    private AccountView account(String name, String unique) {
        AddressRequest address =
                new AddressRequest(AddressKind.SOCIAL, "example", name.toLowerCase(Locale.ROOT) + "-" + unique);
        return Accounts.of(enterprise).create(new CreateAccountRequest(name, List.of(address)));
    }

    private DemoTerminal terminal(SwitchboardClient server, AccountView account, String name) {
        String code = Accounts.of(enterprise).enrolment(account.id()).code();
        return DemoTerminal.enrol(server, code, name);
    }
}
