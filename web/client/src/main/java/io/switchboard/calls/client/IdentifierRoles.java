// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.wire.AccountView;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoEnding;
import io.switchboard.mailbox.client.DemoTerminal;
import java.util.ArrayList;
import java.util.List;

/** Who plays in the story of an identifier: Ada, who hands it out and has three terminals, and Ben, who calls it. */
final class IdentifierRoles {
    private static final String KIND = "identifier";

    private final DemoCast cast;
    private final AccountView ada;
    private final AccountView ben;
    private final List<DemoTerminal> adas = new ArrayList<>();
    private final DemoTerminal bens;

    /** Enrols their terminals and waits until all of them listen. */
    IdentifierRoles(DemoCast cast) throws InterruptedException {
        this.cast = cast;
        this.ada = cast.account("Ada");
        this.ben = cast.account("Ben");
        cast.atTheEnd(this::revokeIdentifiers);
        for (String device : List.of("phone", "tablet", "laptop")) {
            cast.make(() -> adas.add(cast.terminal("Ada", device)));
        }
        this.bens = cast.terminal("Ben", "phone");
        for (DemoTerminal terminal : adas) {
            terminal.awaitReady();
        }
        bens.awaitReady();
    }

    /** Has Ada's phone issue an identifier. */
    VirtualIdentifierView issue(IssueIdentifierRequest request) {
        return cast.make(() -> identifiers().issue(request));
    }

    /** Ada's identifiers, as her phone sees them. */
    Identifiers identifiers() {
        return Identifiers.of(adas.get(0).session());
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
        return bens;
    }

    /** All of Ada's, also one whose issue was not answered: her account is as old as the demonstration. */
    private void revokeIdentifiers(DemoEnding ending) {
        ending.none(KIND, DemoEnding.REVOKED);
        if (!adas.isEmpty()) {
            ending.attempt(
                    "the identifiers of " + ada.name(),
                    () -> identifiers().list().stream().forEach(identifier -> revoke(identifier, ending)));
        }
    }

    private void revoke(VirtualIdentifierView identifier, DemoEnding ending) {
        ending.remove(KIND, DemoEnding.REVOKED, identifier.id(), () -> {
            if (identifier.state() != IdentifierState.REVOKED) {
                identifiers().revoke(identifier.id());
            }
        });
    }
}
