// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Mann and Whitney's test: whether one of two samples tends to be larger than the other (Ann. Math. Statist. 18, 1947). */
public final class RankSum {
    private record Ranked(long value, boolean first) {}

    private RankSum() {}

    /**
     * How far the first sample's ranks lie above what chance would give, in standard deviations, ties considered; normally distributed when
     * both samples are of one kind and not small.
     */
    public static double z(List<Long> first, List<Long> second) {
        List<Ranked> all = new ArrayList<>();
        first.forEach(value -> all.add(new Ranked(value, true)));
        second.forEach(value -> all.add(new Ranked(value, false)));
        all.sort(Comparator.comparingLong(Ranked::value));
        double n = all.size();
        double ranks = 0;
        double ties = 0;
        for (int from = 0, to; from < all.size(); from = to) {
            to = from;
            int ofFirst = 0;
            while (to < all.size() && all.get(to).value() == all.get(from).value()) {
                ofFirst += all.get(to).first() ? 1 : 0;
                to++;
            }
            double tied = to - from;
            ranks += ofFirst * (from + 1 + to) / 2.0;
            ties += tied * tied * tied - tied;
        }
        double a = first.size();
        double b = second.size();
        double u = ranks - a * (a + 1) / 2;
        double variance = a * b / 12 * (n + 1 - ties / (n * (n - 1)));
        return variance == 0 ? 0 : (u - a * b / 2) / Math.sqrt(variance);
    }
}
