// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.servers.service.Central;
import io.switchboard.servers.service.CentralAnswer;
import io.switchboard.servers.service.CentralRequest;
import io.switchboard.servers.service.Registrations;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A central that hangs takes some of the threads, and leaves the rest to who does not need it. */
class RelaysTest {
    private static final TransferId HERE = new TransferId(new UUID(3, 1));
    private static final TransferId THERE = new TransferId(new UUID(3, 2));
    private static final AccountId ACCOUNT = new AccountId(new UUID(1, 1));
    private static final int ASKERS = 20;
    private static final int PROVERS = 12;
    private static final String ITS_ANSWER = "fwd=miss; fwd-status=404";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch back = new CountDownLatch(1);
    private final Semaphore asking = new Semaphore(0);
    private final Invocation invocation = Invocation.ofServer()
            .carriedOutFor(
                    new Actor.Relay(Optional.empty(), new EnterpriseId(new UUID(4, 1)), ACCOUNT, Optional.empty()));
    private final Relays relays = new Relays();

    /** It does not answer, and then it has nothing. */
    private final class Hanging extends Central {
        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public CentralAnswer ask(CentralRequest request) {
            asking.release();
            try {
                back.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new CentralAnswer(404, "{}");
        }
    }

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    void begins() {
        relays.central = new Hanging();
        relays.requests = new Requests() {
            @Override
            public <V> V run(Supplier<V> work) {
                return work.get();
            }
        };
        relays.proving = new RelayProofService() {
            @Override
            public Optional<TransferId> proving(Invocation by, TransferId id) {
                return Optional.of(THERE);
            }
        };
        relays.registrations = new Registrations() {
            @Override
            public void meet(EnterpriseId enterprise, AccountId account) {
                assertThat(account).isEqualTo(ACCOUNT);
            }
        };
        relays.declarations = new DeclarationService() {
            @Override
            public boolean has(Invocation by, CreateTransferRequest request) {
                return false;
            }
        };
    }

    @AfterEach
    void ends() {
        back.countDown();
        threads.shutdownNow();
    }

    private List<Future<String>> waiting(int count, Supplier<String> work) throws InterruptedException {
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waiting.add(threads.submit(work::get));
        }
        assertThat(asking.tryAcquire(count, 20, TimeUnit.SECONDS)).isTrue();
        return waiting;
    }

    private String declares() {
        Identification code = new Identification(IdentificationRule.SHA_256, "ab".repeat(32));
        CreateTransferRequest request = CreateTransferRequest.of(code, 1_000, null, TransferTarget.of(ACCOUNT));
        return relays.ask(invocation, request).status().orElse("");
    }

    private String refusal(Supplier<?> work) {
        try {
            return "done: " + work.get();
        } catch (RefusedException refused) {
            return refused.code().code();
        }
    }

    private String asksForAnother() {
        return refusal(() -> relays.issue(invocation, HERE));
    }

    private String proves() {
        return refusal(() -> relays.prove(invocation, HERE, new ProofRequest("A".repeat(43))));
    }

    @Test
    void whatIsDeclaredGoesOnWithoutIt() throws Exception {
        List<Future<String>> waiting = waiting(ASKERS, this::declares);
        assertThat(declares()).isEqualTo("fwd=miss; detail=central-busy");
        back.countDown();
        for (Future<String> one : waiting) {
            assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(ITS_ANSWER);
        }
        assertThat(declares()).as("there is a place again").isEqualTo(ITS_ANSWER);
    }

    @Test
    void whoProvesIsToldToComeAgain() throws Exception {
        List<Future<String>> waiting = waiting(PROVERS - 1, this::proves);
        waiting.addAll(waiting(1, this::asksForAnother));
        assertThat(proves()).isEqualTo(SharedRefusal.BUSY.code());
        assertThat(asksForAnother()).isEqualTo(SharedRefusal.BUSY.code());
        List<Future<String>> declared = waiting(1, this::declares);
        back.countDown();
        assertThat(declared.get(0).get(20, TimeUnit.SECONDS)).isEqualTo(ITS_ANSWER);
        assertThat(waiting.get(0).get(20, TimeUnit.SECONDS)).isEqualTo(TransfersRefusal.CHALLENGE_OVER.code());
        assertThat(waiting.get(PROVERS - 1).get(20, TimeUnit.SECONDS))
                .isEqualTo(TransfersRefusal.UPLOAD_REQUIRED.code());
    }
}
