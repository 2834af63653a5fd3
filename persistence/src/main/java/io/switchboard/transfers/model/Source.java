// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.Notes;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who sends, and what it keeps on the transfer for itself. A value: it never changes but by being forgotten. */
@Embeddable
public class Source {
    @Column(name = "source_account_id", nullable = false)
    private UUID accountId;

    @Column(name = "source_terminal_id")
    private @Nullable UUID terminalId;

    @Column(name = "source_pseudonym", length = 40)
    private @Nullable String pseudonym;

    @Column(name = "source_shown", nullable = false)
    private boolean shown;

    @Embedded
    private @Nullable Notes notes;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Source() {}

    /**
     * A source that the target knows.
     *
     * @param terminal null when an API client sends for the account
     */
    public Source(AccountId account, @Nullable TerminalId terminal, Notes notes) {
        this(account, terminal, null, true, notes);
    }

    /**
     * A source.
     *
     * @param terminal null when an API client sends for the account
     * @param pseudonym what the target sees of it; null when it was not sent to a code
     * @param shown whether the target sees the account and its terminal
     */
    public Source(
            AccountId account, @Nullable TerminalId terminal, @Nullable String pseudonym, boolean shown, Notes notes) {
        this.accountId = account.value();
        this.terminalId = terminal == null ? null : terminal.value();
        this.pseudonym = pseudonym;
        this.shown = shown;
        this.notes = notes;
    }

    Source forgotten() {
        return new Source(account(), terminal().orElse(null), pseudonym, shown, Notes.none());
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    /** With which terminal; empty when an API client sends. */
    public Optional<TerminalId> terminal() {
        return Optional.ofNullable(terminalId).map(TerminalId::new);
    }

    /** What the target sees of it; null when it was not sent to a code. */
    public @Nullable String pseudonym() {
        return pseudonym;
    }

    /** Whether the target sees the account and its terminal. */
    public boolean isShown() {
        return shown;
    }

    public Notes notes() {
        return Notes.of(notes);
    }
}
