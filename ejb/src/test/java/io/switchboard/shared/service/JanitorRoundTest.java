// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A row that cannot be dealt with holds up nobody but itself. */
class JanitorRoundTest {
    private final JanitorRound round = new JanitorRound(new Retries());

    /** Rows in the order in which they became due; a batch that meets a bad one leaves everything as it was. */
    private static final class Queue implements JanitorTask {
        private final List<Integer> due = new ArrayList<>();
        private final Set<Integer> bad;
        private int batches;

        Queue(int rows, Set<Integer> bad) {
            IntStream.range(0, rows).forEach(due::add);
            this.bad = bad;
        }

        @Override
        public int runBatch(int skipped, int size) {
            batches++;
            List<Integer> batch = due.stream().skip(skipped).limit(size).toList();
            if (batch.stream().anyMatch(bad::contains)) {
                throw new IllegalStateException("a bad row");
            }
            due.removeAll(batch);
            return batch.size();
        }
    }

    @Test
    void aRoundWorksBatchByBatchUntilNothingIsLeft() {
        Queue queue = new Queue(250, Set.of());
        round.run(queue);

        assertThat(queue.due).isEmpty();
        assertThat(queue.batches).isEqualTo(3);
    }

    @Test
    void whatIsBehindABadRowIsDealtWithAll() {
        Queue queue = new Queue(250, Set.of(0, 7, 101, 249));
        round.run(queue);

        assertThat(queue.due).containsExactly(0, 7, 101, 249);
    }

    @Test
    void aBadRowIsTriedAgainInTheNextRound() {
        Queue queue = new Queue(3, Set.of(1));
        round.run(queue);
        int first = queue.batches;

        round.run(queue);

        assertThat(queue.batches).isGreaterThan(first);
        assertThat(queue.due).containsExactly(1);
    }

    @Test
    void aRoundHasAnEndHoweverManyRowsAreBad() {
        Queue queue = new Queue(2_000, IntStream.range(0, 2_000).boxed().collect(Collectors.toSet()));

        round.run(queue);

        assertThat(queue.due).hasSize(2_000);
        assertThat(queue.batches).isLessThan(1_100);
    }
}
