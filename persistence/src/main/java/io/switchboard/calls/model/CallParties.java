// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.shared.model.Notes;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who calls. A value: it never changes after the call was placed. */
@Embeddable
public class CallParties {
    @Column(name = "caller_enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Column(name = "caller_account_id", nullable = false)
    private UUID accountId;

    @Column(name = "caller_terminal_id")
    private @Nullable UUID terminalId;

    @Column(name = "caller_pseudonym", nullable = false, length = 40)
    private String pseudonym;

    @Column(name = "caller_disclosed")
    private @Nullable String disclosed;

    @Embedded
    private @Nullable Notes notes;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected CallParties() {}

    /**
     * A caller.
     *
     * @param terminal the placing terminal; null when an API client places the call for the account
     * @param pseudonym what the owner sees instead, stable per identifier and caller
     * @param disclosed what else the owner may see, as the services write it; null without the caller's consent
     * @param notes what the caller keeps on the call, for its side alone
     */
    public CallParties(
            EnterpriseId enterprise,
            AccountId account,
            @Nullable TerminalId terminal,
            String pseudonym,
            @Nullable String disclosed,
            Notes notes) {
        this.enterpriseId = enterprise.value();
        this.accountId = account.value();
        this.terminalId = terminal == null ? null : terminal.value();
        this.pseudonym = pseudonym;
        this.disclosed = disclosed;
        this.notes = notes;
    }

    /** The same, of whom nobody may know more than the pseudonym any longer. */
    CallParties undisclosed() {
        return new CallParties(enterprise(), account(), terminal().orElse(null), pseudonym, null, notes());
    }

    /** The same without anything but ids and the pseudonym. */
    CallParties forgotten() {
        return new CallParties(enterprise(), account(), terminal().orElse(null), pseudonym, null, Notes.none());
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    /** The placing terminal; empty when an API client placed the call. */
    public Optional<TerminalId> terminal() {
        return Optional.ofNullable(terminalId).map(TerminalId::new);
    }

    /** What the owner sees instead of the caller. */
    public String pseudonym() {
        return pseudonym;
    }

    /** What else the owner may see; empty when the caller did not agree to it. */
    public Optional<String> disclosed() {
        return Optional.ofNullable(disclosed);
    }

    /** What the caller keeps on the call, for its side alone. */
    public Notes notes() {
        return Notes.of(notes);
    }
}
