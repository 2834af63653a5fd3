// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.harness.Together;
import io.switchboard.transfers.service.ContentDamagedException;
import io.switchboard.transfers.service.ContentKey;
import io.switchboard.transfers.service.ContentMissingException;
import io.switchboard.transfers.service.ContentStore;
import io.switchboard.transfers.service.StagedFile;
import io.switchboard.transfers.service.Staging;
import io.switchboard.transfers.service.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of contents does, whatever it keeps them in. */
abstract class ContentStoreContract {
    private static final int MEGABYTE = 1 << 20;

    /** More than one part of a bucket. */
    private static final int LARGE = 17 * MEGABYTE + 7;

    private static final Duration ERROR = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Staging staging;
    private ContentStore store;
    private final KnownBytes bytes = new KnownBytes(1);
    private final ContentKey key = new ContentKey(UUID.randomUUID());

    /** One without contents. */
    abstract ContentStore emptyStore();

    /** By the clock that it has. */
    abstract Instant now() throws IOException;

    @BeforeEach
    void opens() {
        staging = new Staging(directory.resolve("staging"));
        store = emptyStore();
    }

    @AfterEach
    void closes() {
        store.close();
    }

    Staging staging() {
        return staging;
    }

    ContentStore store() {
        return store;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300_000, LARGE})
    void whatIsKeptIsReadBack(int size) throws IOException {
        store.keep(key, bytes.staged(staging, size));
        assertThat(store.size(key)).isEqualTo(size);
        assertThat(store.holds(key, size)).isTrue();
        assertThat(store.holds(key, size + 1)).isFalse();
        assertThat(bytes.rightIn(store, key, 0, size)).isEqualTo(size);
        assertThat(staging.first(1)).as("what is taken over").isEmpty();
    }

    @Test
    void aPartIsReadToTheByte() throws IOException {
        store.keep(key, bytes.staged(staging, LARGE));
        long[][] parts = {
            {0, 1},
            {LARGE - 1, 1},
            {16 * MEGABYTE - 3, 7},
            {5, 300_000},
            {0, 0},
            {LARGE, 0},
            {16 * MEGABYTE, MEGABYTE}
        };
        for (long[] part : parts) {
            assertThat(bytes.rightIn(store, key, part[0], part[1]))
                    .as(Arrays.toString(part))
                    .isEqualTo(part[1]);
        }
    }

    @Test
    void whatIsBeyondTheEndIsDamageAndNoEnd() throws IOException {
        store.keep(key, bytes.staged(staging, 10));
        for (long[] part : new long[][] {{0, 11}, {9, 2}, {10, 1}, {11, 0}, {300, 5}}) {
            assertThatThrownBy(() -> store.open(key, part[0], part[1]))
                    .as(Arrays.toString(part))
                    .isInstanceOf(ContentDamagedException.class);
        }
        assertThatThrownBy(() -> store.open(key, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.open(key, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepingAgainIsHarmless() throws IOException {
        StagedFile staged = bytes.staged(staging, 300_000);
        store.keep(key, staged);
        store.keep(key, staged);
        store.keep(key, bytes.staged(staging, 300_000));
        assertThat(bytes.rightIn(store, key, 0, 300_000)).isEqualTo(300_000);
        assertThat(store.first(10)).hasSize(1);
    }

    @Test
    void whatIsNeitherStagedNorKeptIsMissing() throws IOException {
        StagedFile staged = bytes.staged(staging, 10);
        store.keep(key, staged);
        assertThatThrownBy(() -> store.keep(new ContentKey(UUID.randomUUID()), staged))
                .isInstanceOf(ContentMissingException.class);
    }

    @Test
    void twoThatKeepTheSameAreBothDone() throws IOException {
        List<Callable<Boolean>> keeping = new ArrayList<>();
        StagedFile one = bytes.staged(staging, 300_000);
        for (StagedFile staged : List.of(one, one, bytes.staged(staging, 300_000))) {
            keeping.add(() -> {
                store.keep(key, staged);
                return store.holds(key, 300_000);
            });
        }
        try (Together together = new Together(keeping.size())) {
            assertThat(together.all(keeping)).containsOnly(true);
        }
        assertThat(bytes.rightIn(store, key, 0, 300_000)).isEqualTo(300_000);
    }

    @Test
    void whatIsNotThereIsMissing() throws IOException {
        store.keep(key, bytes.staged(staging, 10));
        ContentKey unknown = new ContentKey(UUID.randomUUID());
        assertThatThrownBy(() -> store.open(unknown, 0, 1)).isInstanceOf(ContentMissingException.class);
        assertThatThrownBy(() -> store.open(unknown, 0, 0)).isInstanceOf(ContentMissingException.class);
        assertThatThrownBy(() -> store.size(unknown)).isInstanceOf(ContentMissingException.class);
        assertThat(store.holds(unknown, 0)).isFalse();
        assertThat(store.delete(unknown)).isFalse();
    }

    @Test
    void ofTwoEqualContentsOneIsDeletedForGood() throws IOException {
        ContentKey equal = new ContentKey(UUID.randomUUID());
        store.keep(key, bytes.staged(staging, 10));
        store.keep(equal, bytes.staged(staging, 10));
        assertThat(store.delete(key)).isTrue();
        assertThat(store.delete(key)).isFalse();
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(ContentMissingException.class);
        assertThat(bytes.rightIn(store, equal, 0, 10)).isEqualTo(10);
    }

    @Test
    void everyContentIsListedOnceAndWithItsSize() throws IOException {
        List<ContentKey> kept = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            // Three share a directory each.
            ContentKey one = new ContentKey(new UUID(UUID.randomUUID().getMostSignificantBits(), i / 3 * 77L));
            kept.add(one);
            store.keep(one, bytes.staged(staging, i));
        }
        List<ContentKey> listed = new ArrayList<>();
        Instant now = now();
        List<StoredContent> page = store.first(4);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(4).allSatisfy(found -> {
                assertThat(found.size()).isEqualTo(kept.indexOf(found.key()));
                assertThat(found.keptAt()).isBetween(now.minus(ERROR), now.plus(ERROR));
            });
            page.forEach(found -> listed.add(found.key()));
            ContentKey last = listed.get(listed.size() - 1);
            store.delete(last);
            page = store.after(last, 4);
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void whoeverStopsReadingIsNotMadeToWaitForTheRest() throws IOException {
        store.keep(key, bytes.staged(staging, LARGE));
        for (int i = 0; i < 20; i++) {
            try (InputStream content = store.open(key, i, LARGE - i)) {
                assertThat((byte) content.read()).isEqualTo(bytes.at(i));
            }
        }
        assertThat(bytes.rightIn(store, key, 0, 10)).isEqualTo(10);
    }

    @Test
    void whatHasEndedIsNotForgottenWithWhatNeverDid() throws IOException {
        store.keep(key, bytes.staged(staging, LARGE));
        assertThat(store.forgetUnfinished(Instant.parse("2100-01-01T00:00:00Z")))
                .isZero();
        assertThat(store.holds(key, LARGE)).isTrue();
    }

    @Test
    void itSaysWhoseItIsBesideTheContents() throws IOException {
        assertThat(store.owner()).isEmpty();
        UUID first = UUID.randomUUID();
        store.own(first);
        store.own(first);
        assertThat(store.owner()).contains(first);
        UUID next = UUID.randomUUID();
        store.own(next);
        assertThat(store.owner()).contains(next);
        assertThat(store.first(10)).isEmpty();
        assertThat(store.forgetUnfinished(Instant.parse("2100-01-01T00:00:00Z")))
                .isZero();
        assertThat(store.owner()).contains(next);
    }
}
