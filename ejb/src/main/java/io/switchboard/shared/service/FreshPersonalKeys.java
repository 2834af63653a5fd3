// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The personal keys that this transaction has made, by their accounts. */
@ApplicationScoped
public class FreshPersonalKeys {
    @Inject
    TransactionMemory memory;

    void add(UUID account, RootKey key) {
        keys().put(account, key);
    }

    Optional<RootKey> find(UUID account) {
        return Optional.ofNullable(keys().get(account));
    }

    private Map<UUID, RootKey> keys() {
        return memory.of(FreshPersonalKeys.class, HashMap::new);
    }
}
