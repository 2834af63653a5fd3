// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

/** The heads and tails of all units of work, looked up once. */
@ApplicationScoped
public class UnitParts {
    @Inject
    @Any
    Instance<TransactionHead> heads;

    @Inject
    @Any
    Instance<TransactionTail> tails;

    private List<TransactionHead> before = List.of();
    private List<TransactionTail> after = List.of();

    @PostConstruct
    void lookUp() {
        before = heads.stream().toList();
        after = Ordered.sorted(tails.stream());
    }

    /** What must hold before the work. */
    void require(Invocation change) {
        before.forEach(head -> head.require(change));
    }

    /** Writes what comes last, in its order. */
    void write() {
        after.forEach(TransactionTail::write);
    }
}
