// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.EditTerminalRequest;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.accounts.wire.TerminalView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Versioned;
import io.switchboard.shared.wire.TerminalId;
import java.util.Optional;

/** The terminals of an account. */
public final class Terminals {
    private static final ApiPath TERMINALS = ApiPath.of("terminals");

    private final Session session;

    private Terminals(Session session) {
        this.session = session;
    }

    /** Of one's own account. */
    public static Terminals of(AccountSession account) {
        return new Terminals(account.session());
    }

    /** Of any account of an enterprise, by id: to read, to rename and to revoke. */
    public static Terminals of(ApiSession enterprise) {
        return new Terminals(enterprise.session());
    }

    /** The terminal that asks; for terminals only. */
    public TerminalView me() {
        return session.get(TERMINALS.slash("me"), TerminalView.class);
    }

    /** All of the account, newest first. */
    public Listing<TerminalView> list() {
        return list(Optional.empty());
    }

    /** Those of the account in one state, or in any, newest first. */
    public Listing<TerminalView> list(Optional<TerminalState> state) {
        return session.list(TERMINALS.with("state", state), TerminalView.class);
    }

    /** Reads one, with what an edit must name. */
    public Versioned<TerminalView> get(TerminalId id) {
        return session.getVersioned(TERMINALS.slash(id), TerminalView.class);
    }

    /**
     * Replaces the name; {@code stale} when it is no longer the version that was read, {@code illegal-move} when it is revoked.
     *
     * @param read what the edit is based on
     */
    public Versioned<TerminalView> edit(Versioned<TerminalView> read, EditTerminalRequest edited) {
        return session.patch(TERMINALS.slash(read.value().id()), Json.tree(edited), read.etag(), TerminalView.class);
    }

    /** Ends a terminal's tokens and channel for good. */
    public void revoke(TerminalId id) {
        session.delete(TERMINALS.slash(id));
    }
}
