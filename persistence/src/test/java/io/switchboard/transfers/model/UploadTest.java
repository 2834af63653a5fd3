// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose word counts, and whose bytes, when an upload goes from one holder of its lease to the next. */
class UploadTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(30);
    private static final Instant LATER = NOW.plusSeconds(3600);

    private final Upload upload = new Upload(
            new UploadId(UUID.randomUUID()),
            new TransferId(UUID.randomUUID()),
            UploadKind.WHOLE,
            1000L,
            null,
            NOW,
            LATER);

    private long takes(long at) {
        upload.take(at, NOW, UNTIL);
        return upload.fence();
    }

    private void reaches(long fence, long offset) {
        upload.reach(fence, offset, NOW, UNTIL, LATER);
    }

    @Test
    void everyHolderHasAFenceOfItsOwn() {
        long first = takes(0);
        reaches(first, 100);
        upload.release(first);
        long second = takes(100);
        assertThat(second).isGreaterThan(first);
        assertThatThrownBy(() -> reaches(first, 100))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        late -> assertThat(late.code()).isEqualTo(TransfersRefusal.UPLOAD_TAKEN_OVER));
        upload.release(first);
        reaches(second, 200);
    }

    @Test
    void whoGoesOnAfterWhoHasGivenItBackGoesOnWithItsSegment() {
        for (int at = 0; at < 1000; at++) {
            long holder = takes(at);
            reaches(holder, at + 1);
            upload.release(holder);
        }
        assertThat(upload.segments().lengths()).isEqualTo(Map.of(1L, 1000L));
        assertThat(upload.segments().begin()).isZero();
    }

    @Test
    void whoTakesItFromSomebodyHasASegmentOfItsOwn() {
        reaches(takes(0), 100);
        long second = takes(100);
        assertThat(upload.segments().last()).isEqualTo(second);
        assertThat(upload.segments().begin()).isEqualTo(100);
        reaches(second, 250);
        assertThat(upload.segments().lengths()).isEqualTo(Map.of(1L, 100L, second, 150L));
    }

    @Test
    void whatRemainsOfWhoIsOvertakenIsCertain() {
        long first = takes(0);
        long begun = upload.segments().last();
        reaches(first, 100);
        long second = takes(100);
        reaches(second, 150);
        assertThat(upload.remains(first, begun)).hasValue(100);
        assertThat(upload.remains(second, upload.segments().last())).hasValue(50);
        long empty = takes(150);
        long third = takes(150);
        assertThat(upload.remains(empty, empty)).hasValue(0);
        assertThat(upload.remains(third, third)).hasValue(0);
    }

    @Test
    void whatSomebodyElseMayGoOnWithIsNotCut() {
        long first = takes(0);
        long begun = upload.segments().last();
        reaches(first, 100);
        upload.release(first);
        assertThat(upload.remains(first, begun)).isEmpty();
        long second = takes(100);
        assertThat(upload.remains(first, begun)).isEmpty();
        reaches(second, 1000);
        upload.complete(NOW);
        assertThat(upload.remains(second, begun)).isEmpty();
    }

    @Test
    void whoAsksWhereItGoesOnTakesItFromWhoeverSends() {
        long first = takes(0);
        reaches(first, 100);
        upload.stop(NOW);
        assertThat(upload.isMoving()).isFalse();
        assertThatThrownBy(() -> reaches(first, 200))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        late -> assertThat(late.code()).isEqualTo(TransfersRefusal.UPLOAD_TAKEN_OVER));
        long second = takes(100);
        reaches(second, 150);
        assertThat(upload.segments().lengths().values()).containsExactly(100L, 50L);
    }

    /** Nothing can be sent to it any more, and so nobody else would complete it. */
    @Test
    void aPartOfWhichAllIsThereIsCompleteWhoeverAsksWhereItGoesOn() {
        Upload part = new Upload(upload.id(), upload.transfer(), UploadKind.PARTIAL, 1000L, null, NOW, LATER);
        part.take(0, NOW, UNTIL);
        part.reach(part.fence(), 1000, NOW, UNTIL, LATER);
        part.stop(NOW);
        assertThat(part.state()).isEqualTo(UploadState.COMPLETE);
        assertThat(part.segments().lengths()).isEqualTo(Map.of(1L, 1000L));
    }

    @Test
    void partsAreKeptAsLongAsWhatIsJoinedOfThem() {
        Upload part = new Upload(upload.id(), upload.transfer(), UploadKind.PARTIAL, 1000L, null, NOW, LATER);
        part.take(0, NOW, UNTIL);
        part.reach(part.fence(), 1000, NOW, UNTIL, LATER);
        part.complete(NOW);
        Upload.joined(
                new UploadId(UUID.randomUUID()), part.transfer(), List.of(part), null, NOW, LATER.plusSeconds(60));
        assertThat(part.expiresAt()).isEqualTo(LATER.plusSeconds(60));
    }
}
