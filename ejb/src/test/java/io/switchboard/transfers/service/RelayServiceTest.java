// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.model.Notes;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.model.CentralFetch;
import io.switchboard.transfers.model.Declared;
import io.switchboard.transfers.model.RelayRepository;
import io.switchboard.transfers.model.Source;
import io.switchboard.transfers.model.Target;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRelay;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that fetches from the central, and thaws after another has begun to, changes nothing of what that one does, and stops. */
class RelayServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LONG_AFTER = NOW.plusSeconds(100_000);
    private static final TransferId CENTRAL = new TransferId(new UUID(3, 2));
    private static final UploadId UPLOAD = new UploadId(new UUID(5, 1));

    private final Transfer transfer = transfer();
    private final TransferRelay relay = new TransferRelay(transfer, CENTRAL, NOW);
    private final CentralFetch fetch = new CentralFetch(
            CentralFetch.Code.of(transfer.enterprise(), transfer.declared().identification()),
            transfer.id(),
            NOW,
            NOW.plusSeconds(30));
    private final RelayService service = new RelayService();

    private static Transfer transfer() {
        EnterpriseId enterprise = new EnterpriseId(new UUID(4, 1));
        Identification code = new Identification(IdentificationRule.SHA_256, "ab".repeat(32));
        Transfer transfer = new Transfer(
                new TransferId(new UUID(3, 1)),
                enterprise,
                new Source(new AccountId(new UUID(1, 1)), null, Notes.none()),
                Target.of(enterprise, new AccountId(new UUID(1, 2))),
                Declared.of(code, 1000, null, null),
                Completion.FIRST_RECEIPT,
                List.of(),
                false,
                NOW,
                LONG_AFTER);
        transfer.relay(Relay.FETCHED);
        return transfer;
    }

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    void begins() {
        EntityManager none = (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        service.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        service.transfers = new TransferRepository(none) {
            @Override
            public Optional<Transfer> lock(TransferId id, AccountId side) {
                return Optional.of(transfer);
            }
        };
        service.relays = new RelayRepository(none) {
            @Override
            public Optional<AccountId> source(TransferId id) {
                return Optional.of(transfer.source().account());
            }

            @Override
            public Optional<TransferRelay> lock(TransferId id) {
                return Optional.of(relay);
            }

            @Override
            public Optional<CentralFetch> lock(CentralFetch.Code code) {
                return Optional.of(fetch);
            }
        };
    }

    /** Somebody begins to fetch it. */
    private RelayService.Step begun() {
        return new RelayService.Step(
                RelayService.Task.FETCH,
                transfer.id(),
                CENTRAL,
                Relays.invocation(transfer),
                1000,
                Optional.empty(),
                relay.begin(NOW.plus(RelayService.HELD)));
    }

    @Test
    void whoeverHasBegunLastGoesOn() {
        RelayService.Step only = begun();
        service.uploading(only, UPLOAD);
        assertThat(relay.upload()).hasValue(UPLOAD);
        assertThat(service.progresses(only)).isTrue();
        service.failed(only);
        assertThat(relay.hasWaited(LONG_AFTER)).isTrue();
    }

    @Test
    void whoWasOvertakenStopsAndChangesNothing() {
        RelayService.Step overtaken = begun();
        RelayService.Step present = begun();

        assertThat(service.progresses(overtaken)).isFalse();
        service.uploading(overtaken, UPLOAD);
        assertThat(relay.upload()).isEmpty();
        service.failed(overtaken);
        assertThat(relay.hasWaited(LONG_AFTER)).as("a failure is counted").isFalse();
        assertThat(service.progresses(present)).isTrue();
    }
}
