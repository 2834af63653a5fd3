// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
class DatabaseReadyTest {
    private final DatabaseReady ready = new DatabaseReady();

    @BeforeEach
    void aContainerWouldProvideThis() {
        HealthCheckResponse.setResponseProvider(Answers::new);
    }

    @AfterEach
    void noMore() {
        HealthCheckResponse.setResponseProvider(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.9S", "-PT0.9S"})
    void aClockThatIsLessThanASecondOffIsReady(Duration ahead) {
        assertThat(statusWith(ahead)).isEqualTo(Status.UP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2S", "-PT2S", "PT1H", "-PT24H"})
    void aClockThatIsMoreThanASecondOffIsNotReady(Duration ahead) {
        assertThat(statusWith(ahead)).isEqualTo(Status.DOWN);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNotReady() {
        ready.database = new DatabaseClock(nobody()) {
            @Override
            public Instant now() {
                throw new IllegalStateException("no connection");
            }
        };
        assertThat(ready.call().getStatus()).isEqualTo(Status.DOWN);
    }

    private Status statusWith(Duration ahead) {
        ready.database = new DatabaseClock(nobody()) {
            @Override
            public Instant now() {
                return Instant.now().plus(ahead);
            }
        };
        return ready.call().getStatus();
    }

    private static EntityManager nobody() {
        return (EntityManager) Proxy.newProxyInstance(
                DatabaseReadyTest.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, given) -> {
                    throw new AssertionError("nobody asks it");
                });
    }

    /** What the container's health subsystem does. */
    private static final class Answers extends HealthCheckResponseBuilder {
        private final Map<String, Object> data = new HashMap<>();
        private String name = "";
        private Status status = Status.DOWN;

        @Override
        public HealthCheckResponseBuilder name(String given) {
            name = given;
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return status(true);
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return status(false);
        }

        @Override
        public HealthCheckResponseBuilder status(boolean up) {
            status = up ? Status.UP : Status.DOWN;
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            return new HealthCheckResponse(name, status, Optional.of(data));
        }
    }
}
