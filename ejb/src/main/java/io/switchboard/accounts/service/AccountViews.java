// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.Account;
import io.switchboard.accounts.model.ApiClient;
import io.switchboard.accounts.model.Enterprise;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AddressView;
import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.accounts.wire.RegisteredTerminal;
import io.switchboard.accounts.wire.TerminalView;
import io.switchboard.shared.service.NotesText;
import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From entities to what their own enterprise may see. */
final class AccountViews {
    private AccountViews() {}

    static EnterpriseView of(Enterprise enterprise) {
        return new EnterpriseView(enterprise.id(), enterprise.name(), enterprise.createdAt());
    }

    static ApiClientView of(ApiClient client, Instant now, @Nullable String secret) {
        return new ApiClientView(
                client.id(),
                client.enterprise().orElse(null),
                client.name(),
                client.role(),
                new TreeSet<>(client.scopes()),
                client.state(),
                client.createdAt(),
                client.secretCreatedAt(),
                client.previousSecretUntil(now).orElse(null),
                client.revokedAt().orElse(null),
                secret);
    }

    static AccountView of(Account account) {
        return new AccountView(
                account.id(),
                account.state(),
                account.name().isEmpty() ? null : account.name(),
                account.addresses().stream()
                        .map(address -> new AddressView(
                                address.kind(),
                                address.provider().isEmpty() ? null : address.provider(),
                                address.value()))
                        .toList(),
                account.notes().externalId(),
                NotesText.metadata(account.notes()),
                account.createdAt());
    }

    static TerminalView of(Terminal terminal) {
        return new TerminalView(
                terminal.id(),
                terminal.account(),
                terminal.name(),
                terminal.state(),
                jwk(terminal.sig()),
                jwk(terminal.enc()),
                terminal.createdAt(),
                terminal.revokedAt().orElse(null));
    }

    static RegisteredTerminal registered(Terminal terminal) {
        return new RegisteredTerminal(terminal.id(), jwk(terminal.sig()), jwk(terminal.enc()));
    }

    private static PublicJwk jwk(Terminal.Point point) {
        return new PublicJwk("EC", "P-256", point.x(), point.y());
    }
}
