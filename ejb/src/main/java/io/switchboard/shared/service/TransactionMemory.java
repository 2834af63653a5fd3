// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;

/**
 * What a transaction keeps until it ends, and no other sees. The scope {@code TransactionScoped} would do the same, but its context looks
 * for the transaction manager among all beans at each call, which was 6 % of the samples of an admission.
 */
@ApplicationScoped
public class TransactionMemory {
    @Resource
    TransactionSynchronizationRegistry registry;

    /**
     * What this transaction keeps for a class, made when it is first asked for.
     *
     * @throws IllegalStateException when there is no transaction
     */
    @SuppressWarnings("unchecked")
    public <T> T of(Class<?> keeper, Supplier<T> fresh) {
        Object kept = registry.getResource(keeper);
        if (kept == null) {
            kept = fresh.get();
            registry.putResource(keeper, kept);
        }
        return (T) kept;
    }
}
