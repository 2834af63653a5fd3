// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.accounts.service.RegistrationKeeper;
import io.switchboard.accounts.wire.ErasureView;
import io.switchboard.accounts.wire.RevocationView;
import io.switchboard.accounts.wire.RevocationsView;
import io.switchboard.servers.wire.AnnounceServerRequest;
import io.switchboard.servers.wire.AnnouncedServerView;
import io.switchboard.shared.service.CentralKeys;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.StartTask;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a private server does all the time: it announces itself at its central, and reads there which terminals have been revoked and
 * which accounts erased, a moment after they were. While the central is away it says so once, and goes on with what it knows. Thread-safe.
 */
@ApplicationScoped
public class CentralWatch implements StartTask {
    private static final Logger LOG = Logger.getLogger(CentralWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final long ANNOUNCED_NANOS = Duration.ofHours(1).toNanos();

    /** A transaction that is committed late may have an earlier time than what was read before. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    @Inject
    Central central;

    @Inject
    RegistrationKeeper keeper;

    @Inject
    CentralPositions positions;

    @Inject
    Requests requests;

    @Inject
    Settings settings;

    @Inject
    MonotonicTime time;

    @Inject
    Workers workers;

    @Inject
    MeterRegistry registry;

    private @Nullable ScheduledFuture<?> rounds;
    private volatile @Nullable AnnouncedServerView announced;
    private volatile boolean away;
    private long announcedAt;

    @Override
    public synchronized void start() {
        if (central.isThere() && rounds == null) {
            registry.gauge("switchboard.central.away", this, watch -> watch.away ? 1 : 0);
            rounds = workers.repeat("the central server", this::look, PAUSE);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** What the central has told of itself; empty before it did. */
    public Optional<AnnouncedServerView> announced() {
        return Optional.ofNullable(announced);
    }

    /** Whether the central did not answer when it was asked last. */
    public boolean isAway() {
        return away;
    }

    private void look() {
        try {
            AnnouncedServerView self = announced;
            if (self == null || time.nanos() - announcedAt > ANNOUNCED_NANOS) {
                self = announce();
            }
            read(self.enterpriseId());
            if (away) {
                LOG.info("The central server answers again");
            }
            away = false;
        } catch (CentralAwayException e) {
            if (!away) {
                LOG.warnf("This private server goes on alone: %s", e.getMessage());
            }
            away = true;
        }
    }

    private AnnouncedServerView announce() throws CentralAwayException {
        CentralAnswer answer = central.ask(new CentralRequest(
                "PUT",
                "servers/me",
                new AnnounceServerRequest(
                        settings.get(CentralKeys.NAME),
                        settings.get(SettingKey.PUBLIC_URL).toString()),
                Map.of(),
                false));
        if (!answer.isDone()) {
            throw new CentralAwayException("it refuses this server: " + answer.problem());
        }
        AnnouncedServerView told = answer.as(AnnouncedServerView.class);
        announced = told;
        announcedAt = time.nanos();
        return told;
    }

    private void read(EnterpriseId enterprise) throws CentralAwayException {
        Instant reached = requests.run(() -> positions.get(enterprise));
        Instant since = reached.equals(Instant.EPOCH) ? reached : reached.minus(OVERLAP);
        boolean more = true;
        while (more) {
            CentralAnswer answer = central.ask(CentralRequest.get("registrations/revocations?since=" + since));
            if (!answer.isDone()) {
                throw new CentralAwayException("it refuses to tell revocations: " + answer.problem());
            }
            RevocationsView told = answer.as(RevocationsView.class);
            more = told.more();
            since = carryOut(enterprise, told, since);
        }
    }

    /** From when on to read next. */
    private Instant carryOut(EnterpriseId enterprise, RevocationsView told, Instant since) {
        Optional<Instant> end = Stream.concat(
                        told.revocations().stream().map(RevocationView::revokedAt),
                        told.erasures().stream().map(ErasureView::erasedAt))
                .max(Comparator.naturalOrder());
        if (end.isEmpty()) {
            return since;
        }
        Instant last = end.get();
        requests.run(() -> {
            keeper.revoke(
                    told.revocations().stream().map(RevocationView::terminalId).toList());
            return last;
        });
        requests.run(() -> {
            keeper.erase(
                    enterprise,
                    told.erasures().stream().map(ErasureView::accountId).toList());
            return last;
        });
        requests.run(() -> {
            positions.reached(enterprise, last);
            return last;
        });
        return last.isAfter(since) ? last : since.plusNanos(1_000);
    }
}
