// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.PersonalKeyRepository;
import io.switchboard.shared.wire.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps what is known of a person in rows that outlive the account, and cannot be found by it, under a key of the account's own. The
 * account's erasure deletes the key, and nobody can read what was kept any more.
 *
 * <p>Keys that were read are remembered for a few minutes for writing, so that it costs no statement; reading asks the database each time.
 */
@ApplicationScoped
public class PersonalKeys {
    private static final String PURPOSE = "personal-key";
    private static final String OF_WHAT_IS_KEPT = "personal";

    @Inject
    PersonalKeyRepository repository;

    @Inject
    FreshPersonalKeys fresh;

    @Inject
    RememberedKeys remembered;

    @Inject
    Secrets secrets;

    /** Makes sure that these accounts have keys, in the order of their ids. No statement for those that this node has just used. */
    void prepare(Collection<AccountId> accounts) {
        accounts.stream().sorted().forEach(account -> key(account.value()));
    }

    private RootKey key(UUID account) {
        Optional<RootKey> known = fresh.find(account).or(() -> remembered.find(account));
        if (known.isPresent()) {
            return known.get();
        }
        RootKey kept = keys(List.of(account)).get(account);
        if (kept == null) {
            return make(account);
        }
        remembered.add(account, kept);
        return kept;
    }

    /** Kept with this transaction, and remembered only when it was read again: this transaction may roll back. */
    private RootKey make(UUID account) {
        RootKey made = new RootKey(secrets.random(RootKey.BYTES));
        repository.add(
                account, secrets.wrap(PURPOSE, account, Base64.getEncoder().encodeToString(made.bytes())));
        fresh.add(account, made);
        return made;
    }

    /** Wraps a value for the row with this key. Two statements at most, none when this node has just kept something of the account. */
    byte[] wrap(AccountId account, byte[] rowKey, byte[] value) {
        return key(account.value()).wrap(OF_WHAT_IS_KEPT, rowKey, secrets.random(RootKey.NONCE_BYTES), value);
    }

    /** The keys of these accounts, as far as there are any. One statement. */
    Map<UUID, RootKey> keys(Collection<UUID> accounts) {
        Map<UUID, RootKey> keys = new HashMap<>();
        repository
                .keys(accounts)
                .forEach((account, wrapped) -> keys.put(
                        account, new RootKey(Base64.getDecoder().decode(secrets.unwrap(PURPOSE, account, wrapped)))));
        return keys;
    }

    /** Unwraps what {@link #wrap} made; empty when its key has gone. */
    static Optional<byte[]> unwrap(Map<UUID, RootKey> keys, UUID account, byte[] rowKey, byte[] wrapped) {
        return Optional.ofNullable(keys.get(account))
                .filter(key -> key.id().equals(RootKey.idOf(wrapped)))
                .map(key -> key.unwrap(OF_WHAT_IS_KEPT, rowKey, wrapped));
    }

    /**
     * Forgets an account's key for good. Another node that remembers it can go on to write under it until it forgets it as well, and nobody
     * can read that.
     */
    public void forget(AccountId account) {
        repository.forget(account);
        remembered.forget(account.value());
    }
}
