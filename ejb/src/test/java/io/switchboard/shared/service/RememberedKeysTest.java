// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedKeysTest {
    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final RememberedKeys keys = new RememberedKeys();
    private long now = Long.MAX_VALUE - 5;

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    RememberedKeysTest() {
        keys.time = new MonotonicTime() {
            @Override
            public long nanos() {
                return now;
            }
        };
    }

    private static RootKey key(int first) {
        byte[] bytes = new byte[RootKey.BYTES];
        bytes[0] = (byte) first;
        return new RootKey(bytes);
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aKeyIsRememberedForAFewMinutesHoweverOftenItIsUsed() {
        keys.add(ACCOUNT, key(1));
        passes(RememberedKeys.TIME.minusNanos(1));
        assertThat(keys.find(ACCOUNT)).isPresent();
        passes(Duration.ofNanos(1));
        assertThat(keys.find(ACCOUNT)).isEmpty();
    }

    /** What is over is not in memory either. */
    @Test
    void aKeyThatNobodyAsksForIsForgottenAllTheSame() {
        keys.add(ACCOUNT, key(1));
        passes(RememberedKeys.TIME.dividedBy(2));
        keys.add(OTHER, key(2));
        passes(RememberedKeys.TIME.dividedBy(2));
        assertThat(keys.runBatch(0, JanitorTask.BATCH)).isZero();
        assertThat(keys.count()).isEqualTo(1);
        passes(RememberedKeys.TIME.dividedBy(2));
        keys.runBatch(0, JanitorTask.BATCH);
        assertThat(keys.count()).isZero();
    }

    @Test
    void aKeyThatIsReadAgainHasItsTimeAnew() {
        keys.add(ACCOUNT, key(1));
        passes(RememberedKeys.TIME.dividedBy(2));
        keys.add(OTHER, key(2));
        keys.add(ACCOUNT, key(3));
        passes(RememberedKeys.TIME.dividedBy(2));
        assertThat(keys.find(ACCOUNT).map(RootKey::id)).hasValue(key(3).id());
    }

    @Test
    void ofManyTheOldestIsForgottenFirst() {
        keys.add(ACCOUNT, key(1));
        for (int i = 0; i < 10_000; i++) {
            keys.add(new UUID(1, i), key(2));
        }
        assertThat(keys.find(ACCOUNT)).isEmpty();
        assertThat(keys.count()).isEqualTo(10_000);
    }

    @Test
    void anErasureHereForgetsItAtOnce() {
        keys.add(ACCOUNT, key(1));
        keys.forget(ACCOUNT);
        assertThat(keys.find(ACCOUNT)).isEmpty();
    }
}
