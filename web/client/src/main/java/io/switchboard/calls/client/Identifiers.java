// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.BlockCallerRequest;
import io.switchboard.calls.wire.BlockView;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Versioned;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.util.Optional;

/** The virtual identifiers of an account. */
public final class Identifiers {
    private static final ApiPath IDENTIFIERS = ApiPath.of("virtual-identifiers");

    private final Session session;

    private Identifiers(Session session) {
        this.session = session;
    }

    /** Of the account that this session speaks for. */
    public static Identifiers of(AccountSession account) {
        return new Identifiers(account.session());
    }

    /** Issues one: a code for each form that is asked for. */
    public VirtualIdentifierView issue(IssueIdentifierRequest request) {
        return session.post(IDENTIFIERS, Optional.of(request), VirtualIdentifierView.class);
    }

    /** Issues one, once for this key. */
    public VirtualIdentifierView issue(IssueIdentifierRequest request, IdempotencyKey key) {
        return session.post(IDENTIFIERS, Optional.of(request), VirtualIdentifierView.class, key);
    }

    /** All of them, newest first. */
    public Listing<VirtualIdentifierView> list() {
        return list(Optional.empty(), Optional.empty());
    }

    /**
     * Some of them, newest first.
     *
     * @param state only those in this state now
     * @param externalId only those that their owner calls so
     */
    public Listing<VirtualIdentifierView> list(Optional<IdentifierState> state, Optional<String> externalId) {
        return session.list(
                IDENTIFIERS.with("state", state).with("externalId", externalId), VirtualIdentifierView.class);
    }

    /** Reads one, with what an edit must name. */
    public Versioned<VirtualIdentifierView> get(VirtualIdentifierId id) {
        return session.getVersioned(IDENTIFIERS.slash(id), VirtualIdentifierView.class);
    }

    /**
     * Edits one; {@code stale} when it is no longer the version that was read. Ringing calls are checked again when they are
     * answered.
     *
     * @param read what the edit is based on
     */
    public Versioned<VirtualIdentifierView> edit(Versioned<VirtualIdentifierView> read, IdentifierEdit edit) {
        return session.patch(
                IDENTIFIERS.slash(read.value().id()), edit.mergePatch(), read.etag(), VirtualIdentifierView.class);
    }

    /** Lets no call through until it is resumed. */
    public VirtualIdentifierView pause(VirtualIdentifierId id) {
        return session.post(IDENTIFIERS.slash(id).slash("pause"), Optional.empty(), VirtualIdentifierView.class);
    }

    /** Ends a pause. */
    public VirtualIdentifierView resume(VirtualIdentifierId id) {
        return session.post(IDENTIFIERS.slash(id).slash("resume"), Optional.empty(), VirtualIdentifierView.class);
    }

    /** Ends one for good. */
    public void revoke(VirtualIdentifierId id) {
        session.delete(IDENTIFIERS.slash(id));
    }

    /** Lets no call of this caller through any more, named by the pseudonym that its calls show. Again is harmless. */
    public BlockView block(VirtualIdentifierId id, String pseudonym) {
        return block(id, new BlockCallerRequest(pseudonym, null));
    }

    /** The same for who has placed this call. */
    public BlockView block(VirtualIdentifierId id, CallId call) {
        return block(id, new BlockCallerRequest(null, call));
    }

    private BlockView block(VirtualIdentifierId id, BlockCallerRequest request) {
        return session.post(blocks(id), Optional.of(request), BlockView.class);
    }

    /** Lets a blocked caller through again. */
    public void unblock(VirtualIdentifierId id, String pseudonym) {
        session.delete(blocks(id).slash(pseudonym));
    }

    /** The callers that one blocks, newest first. */
    public Listing<BlockView> blocked(VirtualIdentifierId id) {
        return session.list(blocks(id), BlockView.class);
    }

    private static ApiPath blocks(VirtualIdentifierId id) {
        return IDENTIFIERS.slash(id).slash("blocks");
    }

    /** The QR code of one form, SVG. */
    public byte[] svg(VirtualIdentifierId id, IdentifierForm form) {
        return session.getBytes(qr(id, form).with("format", "svg"), "image/svg+xml");
    }

    /** The QR code of one form, PNG. */
    public byte[] png(VirtualIdentifierId id, IdentifierForm form) {
        return session.getBytes(qr(id, form).with("format", "png"), "image/png");
    }

    private static ApiPath qr(VirtualIdentifierId id, IdentifierForm form) {
        return IDENTIFIERS.slash(id).slash("qr").with("form", form);
    }
}
