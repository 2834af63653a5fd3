// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.switchboard.shared.service.Configured;
import io.switchboard.shared.service.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How long a node goes by what it has read, by a time that only this test moves; what it is to read says each reader. */
class KnownSigningKeysTest {
    private static final Duration A_MOMENT = Duration.ofNanos(1);
    private static final Duration TRUST = Duration.ofSeconds(5);
    private static final Duration LEAD = Duration.ofSeconds(20);
    private static final List<SigningKeys.Key> OLD = List.of(key());
    private static final List<SigningKeys.Key> NEW = List.of(key());

    private long now = -3_000_000_000L;
    private final KnownSigningKeys known = known("PT10S");

    private static SigningKeys.Key key() {
        try {
            return new SigningKeys.Key(new ECKeyGenerator(Curve.P_256).generate(), Instant.EPOCH, Instant.MAX);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private KnownSigningKeys known(String cacheTime) {
        KnownSigningKeys keys = new KnownSigningKeys();
        keys.settings = Configured.settings(Map.of("switchboard.jwks-cache-time", cacheTime));
        keys.time = new MonotonicTime() {
            @Override
            public long nanos() {
                return now;
            }
        };
        return keys;
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private static List<SigningKeys.Key> unread() {
        throw new AssertionError("The keys are read");
    }

    @Test
    void theyAreReadBeforeTheyAreKnownAndAgainWhenHalfTheCacheTimeHasPassed() {
        assertThat(known.fresh(() -> OLD)).isEqualTo(OLD);
        passes(TRUST.minus(A_MOMENT));
        assertThat(known.fresh(KnownSigningKeysTest::unread)).isEqualTo(OLD);

        passes(A_MOMENT);

        assertThat(known.fresh(() -> NEW)).isEqualTo(NEW);
    }

    @Test
    void theyAreTrustedForHalfAMinuteAtMost() {
        KnownSigningKeys longer = known("PT1H");
        longer.read(() -> OLD);
        passes(Duration.ofSeconds(30).minus(A_MOMENT));
        assertThat(longer.fresh(KnownSigningKeysTest::unread)).isEqualTo(OLD);

        passes(A_MOMENT);

        assertThat(longer.fresh(() -> NEW)).isEqualTo(NEW);
    }

    @Test
    void whoMissesOneHasThemReadOnceASecond() {
        known.read(() -> OLD);
        passes(Duration.ofSeconds(1).minus(A_MOMENT));
        assertThat(known.newest(KnownSigningKeysTest::unread)).isEqualTo(OLD);

        passes(A_MOMENT);

        assertThat(known.newest(() -> NEW)).isEqualTo(NEW);
        assertThat(known.newest(KnownSigningKeysTest::unread)).isEqualTo(NEW);
    }

    @Test
    void whatWasBegunEarlierDoesNotTakeThePlaceOfWhatWasBegunLater() {
        known.read(() -> {
            known.read(() -> NEW);
            return OLD;
        });

        assertThat(known.fresh(KnownSigningKeysTest::unread)).isEqualTo(NEW);
    }

    @Test
    void whatWasBegunBeforeAChangeIsNotUsedAfterIt() {
        known.read(() -> {
            known.committed(new SigningKeysChanged());
            return OLD;
        });

        assertThat(known.fresh(() -> NEW)).isEqualTo(NEW);
        assertThat(known.fresh(KnownSigningKeysTest::unread)).isEqualTo(NEW);
    }

    @Test
    void whileOneReadsTheOthersGoOnWithWhatThereIsUnlessItIsVeryOld() {
        known.read(() -> OLD);
        passes(TRUST);
        known.fresh(whileItIsRead(
                () -> assertThat(known.fresh(KnownSigningKeysTest::unread)).isEqualTo(OLD)));

        passes(LEAD);

        known.fresh(whileItIsRead(() -> assertThat(known.fresh(() -> NEW)).isEqualTo(NEW)));
    }

    @Test
    void whileOneReadsAfterAChangeNobodyGoesOnWithWhatThereWas() {
        known.read(() -> OLD);
        known.committed(new SigningKeysChanged());

        known.fresh(whileItIsRead(() -> assertThat(known.fresh(() -> NEW)).isEqualTo(NEW)));
    }

    private static Supplier<List<SigningKeys.Key>> whileItIsRead(Runnable another) {
        return () -> {
            another.run();
            return OLD;
        };
    }
}
