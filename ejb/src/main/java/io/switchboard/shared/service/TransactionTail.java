// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/** Something that is collected while a transaction works and written at its end, in the house's lock order. */
public interface TransactionTail extends Ordered {
    /** {@inheritDoc} Quotas that are given back 5, audit 10, mailboxes 20. */
    @Override
    int order();

    /** Writes what this transaction has collected, if anything. */
    void write();
}
