// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.accounts.model.SigningKey;
import io.switchboard.accounts.wire.SigningKeyId;
import io.switchboard.accounts.wire.SigningKeyView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Rotates the keys that sign access tokens. Every method refuses everybody but the admin client. */
@Stateless
@Workflow
public class SigningKeyService {
    @Inject
    SigningKeys keys;

    @Inject
    CredentialRepository repository;

    @Inject
    AuditLog audit;

    /**
     * Makes the key that takes over from the present one, when everybody has had the time to learn of it.
     *
     * @throws RefusedException {@code forbidden} for everybody but the admin client
     */
    public SigningKeyView rotate(Invocation invocation) {
        invocation.requireAdmin();
        SigningKey next = keys.makeNext();
        audit.record(invocation, null, "signing-key.create", next.id().toString(), "done");
        return view(next);
    }

    /**
     * Takes a key away, for one that others may know: what it has signed is worth nothing any more, here at once and at other nodes within
     * half a minute.
     *
     * @throws RefusedException {@code forbidden} for everybody but the admin client; {@code not-found}
     */
    public void revoke(Invocation invocation, SigningKeyId id) {
        invocation.requireAdmin();
        if (!keys.revoke(id)) {
            throw RefusedException.notFound();
        }
        audit.record(invocation, null, "signing-key.revoke", id.toString(), "done");
    }

    /** All keys of which a token may still be about, or will be, newest first. */
    public Page<SigningKeyView> list(Invocation invocation, PageRequest page) {
        invocation.requireAdmin();
        return Pages.of(
                repository.signingKeys(page.withOneMore()),
                page,
                key -> key.id().value(),
                SigningKeyService::view);
    }

    private static SigningKeyView view(SigningKey key) {
        return new SigningKeyView(
                key.id(), key.createdAt(), key.signsFrom(), key.expiresAt().orElse(null));
    }
}
