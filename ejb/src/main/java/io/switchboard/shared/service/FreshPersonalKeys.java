// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The personal keys that this transaction has made, by their accounts. */
@TransactionScoped
public class FreshPersonalKeys implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Map<UUID, RootKey> keys = new HashMap<>();

    void add(UUID account, RootKey key) {
        keys.put(account, key);
    }

    Optional<RootKey> find(UUID account) {
        return Optional.ofNullable(keys.get(account));
    }
}
