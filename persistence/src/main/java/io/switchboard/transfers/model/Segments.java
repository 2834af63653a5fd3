// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In which segments the bytes of an upload are, each named for the fence of the lease that began it, in the order of the bytes.
 *
 * @param begins where each begins, in bytes
 * @param end where the last one ends
 */
public record Segments(Map<Long, Long> begins, long end) {
    /** Takes a copy. */
    public Segments {
        begins = new TreeMap<>(begins);
    }

    /** The one that is appended to; 0 when there is none yet. */
    public long last() {
        return begins.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Where that begins, in bytes. */
    public long begin() {
        return begins.getOrDefault(last(), end);
    }

    /** How many bytes of each count. */
    public SortedMap<Long, Long> lengths() {
        SortedMap<Long, Long> lengths = new TreeMap<>();
        long next = end;
        List<Map.Entry<Long, Long>> all = new ArrayList<>(begins.entrySet());
        for (int i = all.size() - 1; i >= 0; i--) {
            lengths.put(all.get(i).getKey(), next - all.get(i).getValue());
            next = all.get(i).getValue();
        }
        return lengths;
    }
}
