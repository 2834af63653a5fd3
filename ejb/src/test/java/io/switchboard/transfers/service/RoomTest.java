// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.model.Notes;
import io.switchboard.shared.service.TransactionMemory;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.model.Declared;
import io.switchboard.transfers.model.Source;
import io.switchboard.transfers.model.StorageUseRepository;
import io.switchboard.transfers.model.Target;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferId;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two transactions that end the transfers of the same enterprises and accounts change their rows in the same order. */
class RoomTest {
    private final List<String> written = new ArrayList<>();
    private final Room room = new Room();

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    RoomTest() {
        EntityManager nothing = (EntityManager) Proxy.newProxyInstance(
                RoomTest.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method.getName());
                });
        room.use = new StorageUseRepository(nothing) {
            @Override
            public void giveBack(EnterpriseId enterprise, long logical, long physical) {
                written.add(number(enterprise.value()) + ": " + logical + " " + physical);
            }

            @Override
            public void giveBack(AccountId account, int transfers, long bytes) {
                written.add("account " + number(account.value()) + ": " + transfers + " of " + bytes);
            }
        };
        room.memory = new TransactionMemory() {
            private final Map<Class<?>, Object> kept = new HashMap<>();

            @Override
            @SuppressWarnings("unchecked")
            public <T> T of(Class<?> keeper, Supplier<T> fresh) {
                return (T) kept.computeIfAbsent(keeper, absent -> fresh.get());
            }
        };
    }

    private static long number(UUID id) {
        return id.getLeastSignificantBits();
    }

    private static Transfer of(long enterprise, long account, long size) {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        EnterpriseId owner = new EnterpriseId(new UUID(0, enterprise));
        Identification code = new Identification(IdentificationRule.SHA_256, "ab".repeat(32));
        return new Transfer(
                new TransferId(UUID.randomUUID()),
                owner,
                new Source(new AccountId(new UUID(0, account)), null, Notes.none()),
                Target.of(owner, new AccountId(new UUID(0, 99))),
                Declared.of(code, size, null, null),
                Completion.FIRST_RECEIPT,
                List.of(),
                false,
                now,
                now.plusSeconds(1));
    }

    @Test
    void whatIsGivenBackIsWrittenOnceAndInTheOrderOfIds() {
        room.giveBack(of(2, 5, 10));
        room.giveBack(of(1, 4, 20));
        room.giveBackPhysical(new EnterpriseId(new UUID(0, 3)), 7);
        room.giveBack(of(2, 3, 40));
        room.giveBack(of(2, 5, 80));
        assertThat(written).isEmpty();
        room.write();
        assertThat(written)
                .containsExactly(
                        "1: 20 0",
                        "2: 130 0",
                        "3: 0 7",
                        "account 3: 1 of 40",
                        "account 4: 1 of 20",
                        "account 5: 2 of 90");
        room.write();
        assertThat(written).hasSize(6);
    }
}
