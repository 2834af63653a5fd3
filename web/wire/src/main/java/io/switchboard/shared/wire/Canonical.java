// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One order for what has none, so that equal requests are written alike in every process. */
public final class Canonical {
    private Canonical() {}

    /** The same elements in their natural order, constants in that of their declaration; absent stays absent, and an absent element is left to validation. */
    public static <E extends Comparable<? super E>> @Nullable Set<E> set(@Nullable Set<E> elements) {
        if (elements == null) {
            return null;
        }
        Set<E> ordered = new LinkedHashSet<>();
        elements.stream()
                .sorted(Comparator.nullsFirst(Comparator.<E>naturalOrder()))
                .forEach(ordered::add);
        return Collections.unmodifiableSet(ordered);
    }

    /** The same pairs in the order of their keys; absent stays absent, and an absent value is left to validation. */
    public static <V> @Nullable Map<String, V> map(@Nullable Map<String, V> pairs) {
        return pairs == null ? null : Collections.unmodifiableMap(new TreeMap<>(pairs));
    }
}
