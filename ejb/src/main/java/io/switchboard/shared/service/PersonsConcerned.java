// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.wire.AccountId;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whose data the answer of this transaction tells, beside the account that acts. A stored answer is kept under the keys of all of them,
 * so that it goes with the first that is erased. Who makes a view of an account, or of a call with what the other side has shown, says so
 * here.
 */
@TransactionScoped
public class PersonsConcerned implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient SortedSet<AccountId> accounts = new TreeSet<>();

    /** Adds one. Again is harmless. */
    public void add(AccountId account) {
        accounts.add(account);
    }

    void addAll(Collection<AccountId> others) {
        accounts.addAll(others);
    }

    /** In the order of their ids. */
    List<AccountId> all() {
        return new ArrayList<>(accounts);
    }
}
