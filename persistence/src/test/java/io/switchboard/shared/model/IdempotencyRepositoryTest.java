// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A holder that was only slow: its lease ran out, another has taken over, and then it goes on. */
class IdempotencyRepositoryTest {
    private static final byte[] KEY = bytes("key");
    private static final byte[] REQUEST = bytes("request");
    private static final byte[] ANSWER = bytes("answer");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:claims", "sa", "sa");

    /** Migrates the database, too. */
    private final SessionFactory sessions = new MetadataSources(new StandardServiceRegistryBuilder()
                    .applySetting(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, database)
                    .applySetting(AvailableSettings.JSON_FORMAT_MAPPER, new NoJson())
                    .build())
            .buildMetadata()
            .buildSessionFactory();

    private final IdempotencyClaim slow = acquired(NOON);
    private final IdempotencyClaim holder = acquired(NOON.plus(LEASE));

    /** There is no column with JSON; without this one Hibernate looks for a library that only a server has. */
    private static final class NoJson implements FormatMapper {
        @Override
        public <T> T fromString(CharSequence json, JavaType<T> type, WrapperOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
            throw new UnsupportedOperationException();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @AfterEach
    void dispose() {
        sessions.close();
        database.dispose();
    }

    @Test
    void oneThatWasTakenOverCannotBegin() {
        assertThat(lock(slow)).isFalse();
        assertThat(lock(holder)).isTrue();
    }

    @Test
    void oneThatWasTakenOverCannotAnswer() {
        assertThat(complete(slow)).isFalse();
        assertThat(complete(holder)).isTrue();
    }

    @Test
    void oneThatWasTakenOverCannotFreeTheKey() {
        release(slow);

        assertThat(lock(holder)).isTrue();
    }

    @Test
    void theHolderFreesTheKey() {
        release(holder);

        assertThat(lock(holder)).isFalse();
    }

    private IdempotencyClaim acquired(Instant now) {
        IdempotencyClaim claim = inTransaction(
                claims -> claims.acquire(KEY, REQUEST, now, now.plus(LEASE), now.plus(Duration.ofHours(24)))
                        .claim());
        if (claim == null) {
            throw new AssertionError("The key is held by another");
        }
        return claim;
    }

    private boolean lock(IdempotencyClaim claim) {
        return inTransaction(claims -> claims.lock(claim));
    }

    private boolean complete(IdempotencyClaim claim) {
        return inTransaction(claims -> claims.complete(claim, ANSWER));
    }

    private void release(IdempotencyClaim claim) {
        inTransaction(claims -> {
            claims.release(claim);
            return claim;
        });
    }

    private <T> T inTransaction(Function<IdempotencyRepository, T> work) {
        return sessions.fromTransaction(session -> work.apply(new IdempotencyRepository(session)));
    }
}
