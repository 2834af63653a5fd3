// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One of several, each in a class of its own, that come one after the other. */
public interface Ordered {
    /** Smaller comes first. No two of a kind have the same. */
    int order();

    /**
     * All of a kind, in their order.
     *
     * @throws IllegalStateException when two have the same: which comes first would be chance, and who remembers how far it has come by this
     *     number would take the second for done
     */
    static <T extends Ordered> List<T> sorted(Stream<T> all) {
        List<T> sorted = all.sorted(Comparator.comparingInt(Ordered::order)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            T before = sorted.get(i - 1);
            T next = sorted.get(i);
            if (before.order() == next.order()) {
                throw new IllegalStateException("Both " + before.getClass().getName() + " and "
                        + next.getClass().getName() + " come at " + next.order());
            }
        }
        return sorted;
    }
}
