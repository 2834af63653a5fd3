// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.wire.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
@ApplicationScoped
public class PersonsConcerned {
    @Inject
    TransactionMemory memory;

    /** Adds one. Again is harmless. */
    public void add(AccountId account) {
        accounts().add(account);
    }

    void addAll(Collection<AccountId> others) {
        accounts().addAll(others);
    }

    /** In the order of their ids. */
    List<AccountId> all() {
        return new ArrayList<>(accounts());
    }

    private SortedSet<AccountId> accounts() {
        return memory.of(PersonsConcerned.class, TreeSet::new);
    }
}
