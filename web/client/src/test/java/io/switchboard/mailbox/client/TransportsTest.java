// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransportsTest {
    private final EventTransport best = new FakeTransport("best");
    private final EventTransport good = new FakeTransport("good");
    private final EventTransport last = new FakeTransport("last");
    private final Transports transports = new Transports(List.of(best, good, last));

    @Test
    void theBestIsTriedThreeTimesAndThenAllByTurns() {
        assertThat(tried(8)).containsExactly(best, best, best, good, last, best, good, last);
    }

    @Test
    void theBestIsTriedThreeTimesAgainWhenItWasInUse() {
        tried(2);
        transports.gotThrough();
        assertThat(tried(4)).containsExactly(best, best, best, good);
    }

    @Test
    void whatGetsThroughIsKeptUntilItFailsToOpen() {
        tried(4);
        transports.gotThrough();
        assertThat(tried(1)).containsExactly(good);
        transports.gotThrough();
        assertThat(tried(4)).containsExactly(good, last, best, good);
    }

    @Test
    void whenItHasServedItsTimeTheBetterOnesHaveAnotherTry() {
        tried(4);
        transports.gotThrough();
        transports.retired();
        assertThat(tried(2)).containsExactly(best, good);
        transports.gotThrough();
        transports.retired();
        assertThat(tried(1)).containsExactly(best);
        transports.gotThrough();
        assertThat(tried(2)).containsExactly(best, best);
    }

    @Test
    void theOnlyOneStays() {
        Transports only = new Transports(List.of(last));
        only.next();
        only.gotThrough();
        only.retired();
        assertThat(Stream.generate(only::next).limit(5)).containsOnly(last);
    }

    private List<EventTransport> tried(int times) {
        return Stream.generate(transports::next).limit(times).toList();
    }
}
