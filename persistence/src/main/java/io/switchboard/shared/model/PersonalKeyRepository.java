// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import io.switchboard.shared.wire.AccountId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The keys under which is kept what is known of a person in places that outlive the account. A key that is gone never comes back. */
@Dependent
public class PersonalKeyRepository {
    private final EntityManager entities;

    @Inject
    public PersonalKeyRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new key. Two at once: one gets a constraint violation and must look again in a new transaction. */
    public void add(UUID account, byte[] wrapped) {
        entities.createNativeQuery("insert into personal_key (account_id, key_wrapped) values (:account, :wrapped)")
                .setParameter("account", account)
                .setParameter("wrapped", wrapped)
                .executeUpdate();
    }

    /** The keys of these accounts, as far as there are any; one statement. */
    public Map<UUID, byte[]> keys(Collection<UUID> accounts) {
        Map<UUID, byte[]> keys = new HashMap<>();
        if (!accounts.isEmpty()) {
            NativeRows.of(entities.createNativeQuery(
                                    "select account_id, key_wrapped from personal_key where account_id in (:accounts)")
                            .setParameter("accounts", accounts))
                    .forEach(row -> keys.put(NativeRows.uuid(row[0]), (byte[]) row[1]));
        }
        return keys;
    }

    /** Forgets a key, and with it whatever is kept under it. */
    public void forget(AccountId account) {
        entities.createNativeQuery("delete from personal_key where account_id = :account")
                .setParameter("account", account.value())
                .executeUpdate();
    }
}
