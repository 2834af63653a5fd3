// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;

/** What a clock tells of requests, by statistics over many: samples are taken one after the other, in an order by chance. */
public final class Stopwatch {
    /** Chance alone goes beyond it once in two million times. */
    private static final double SIGNIFICANT = 5;

    private Stopwatch() {}

    /**
     * No kind takes longer or shorter than one of them.
     *
     * @param kinds each prepares a request, and gives what sends it: only that is measured
     * @param standard which of them all others are compared with
     * @param samples of each
     */
    public static void tellsNothing(Map<String, Supplier<Runnable>> kinds, String standard, int samples) {
        Assertions.assertThat(mostFor(samples))
                .as("so many samples can show it")
                .isGreaterThan(SIGNIFICANT);
        Map<String, List<Long>> taken = new LinkedHashMap<>();
        List<String> order = new ArrayList<>();
        kinds.keySet().forEach(kind -> {
            taken.put(kind, new ArrayList<>());
            order.addAll(Collections.nCopies(samples, kind));
        });
        Collections.shuffle(order, new Random(1));
        kinds.values().forEach(kind -> kind.get().run());
        for (String kind : order) {
            Runnable request = Objects.requireNonNull(kinds.get(kind)).get();
            long begun = System.nanoTime();
            request.run();
            Objects.requireNonNull(taken.get(kind)).add(System.nanoTime() - begun);
        }
        List<Long> usual = Objects.requireNonNull(taken.get(standard));
        taken.forEach((kind, times) ->
                Assertions.assertThat(RankSum.z(times, usual)).as(kind).isBetween(-SIGNIFICANT, SIGNIFICANT));
    }

    /** What there would be if every request of one kind took longer than all of the other. */
    private static double mostFor(int samples) {
        List<Long> sooner = LongStream.range(0, samples).boxed().toList();
        List<Long> later = LongStream.range(samples, 2L * samples).boxed().toList();
        return RankSum.z(later, sooner);
    }
}
