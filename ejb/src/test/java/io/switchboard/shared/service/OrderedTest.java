// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderedTest {
    private record First(int order) implements Ordered {}

    private record Second(int order) implements Ordered {}

    @Test
    void theSmallerComesFirst() {
        assertThat(Ordered.sorted(Stream.of(new Second(7), new First(3), new Second(-1))))
                .extracting(Ordered::order)
                .containsExactly(-1, 3, 7);
    }

    @Test
    void noTwoComeAtTheSameTime() {
        assertThatThrownBy(() -> Ordered.sorted(Stream.of(new First(3), new Second(7), new Second(3))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(First.class.getName(), Second.class.getName(), "come at 3");
    }
}
