// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How often anybody may ask anything of this node, whatever it is: for the load, not for secrets, which {@link AttemptBudgets} guard on
 * all nodes together. In memory only. Addresses count by their site ({@link Network#siteOf}): nobody gets more by having many. What is
 * turned away is counted in {@code switchboard_limited_total} by the name of the limit.
 */
@ApplicationScoped
public class RequestRates {
    @Inject
    Settings settings;

    @Inject
    MonotonicTime time;

    @Inject
    MeterRegistry registry;

    private TokenBuckets buckets = new TokenBuckets(0);

    /**
     * What the caller may be told of one limit.
     *
     * @param admitted whether this request is within it
     * @param left how many more would be
     * @param untilFull after how long there are as many as at most
     * @param untilOne after how long there is one; nothing when there is
     */
    public record Standing(RateLimit limit, boolean admitted, int left, Duration untilFull, Duration untilOne) {
        /**
         * Does nothing for an admitted request.
         *
         * @throws RefusedException {@code too-many-requests} for another
         */
        public void require() {
            if (!admitted) {
                throw RefusedException.until(SharedRefusal.TOO_MANY_REQUESTS, untilOne);
            }
        }
    }

    @PostConstruct
    void begin() {
        buckets = new TokenBuckets(time.nanos());
    }

    /** A request from an address. */
    public Standing ofAddress(String address) {
        return take(new RateLimit("address", settings.get(RateKeys.RATE_PER_ADDRESS)), Network.siteOf(address));
    }

    /** A request from an address for a token, a ticket or an enrolment: what is asked for seldom, and what is worth guessing. */
    public Standing ofSensitive(String address) {
        return take(
                new RateLimit("sensitive", settings.get(RateKeys.SENSITIVE_RATE_PER_ADDRESS)), Network.siteOf(address));
    }

    /** A request of an authenticated terminal. */
    public Standing ofTerminal(String terminal) {
        return take(new RateLimit("terminal", settings.get(RateKeys.RATE_PER_TERMINAL)), terminal);
    }

    /** A request of an authenticated API client. */
    public Standing ofClient(String client) {
        return take(new RateLimit("client", settings.get(RateKeys.RATE_PER_CLIENT)), client);
    }

    /**
     * Looks whether credentials may be verified: not when too many have failed, by address, or by address and the client that they claim
     * to be of, so that nobody elsewhere locks that client out. Takes nothing, so that no number of honest requests at once is in the way
     * of another. Of those that are verified at once more may fail than there is room for; {@link #failed} has them made up for.
     *
     * @param client empty when the credentials name nobody who could be locked out
     * @throws RefusedException {@code too-many-requests} when too many have failed
     */
    public void requireFewFailures(String address, Optional<String> client) {
        failures(address, client).forEach(failures -> look(failures).require());
    }

    /** Credentials did not hold. Counts beyond the limit as well: who has overshot it waits for longer. */
    public void failed(String address, Optional<String> client) {
        failures(address, client).stream()
                .filter(failures -> !failures.limit().isOff())
                .forEach(failures ->
                        buckets.charge(failures.bucket(), failures.limit().perMinute(), time.nanos()));
    }

    private List<Counted> failures(String address, Optional<String> client) {
        String site = Network.siteOf(address);
        List<Counted> failures = new ArrayList<>();
        failures.add(new Counted(new RateLimit("failures", settings.get(RateKeys.FAILURES_PER_ADDRESS)), site));
        client.ifPresent(named -> failures.add(new Counted(
                new RateLimit("client-failures", settings.get(RateKeys.FAILURES_PER_CLIENT)), site + " " + named)));
        return failures;
    }

    private record Counted(RateLimit limit, String key) {
        String bucket() {
            return limit.name() + " " + key;
        }
    }

    private Standing take(RateLimit limit, String key) {
        Counted counted = new Counted(limit, key);
        return standing(limit, () -> buckets.take(counted.bucket(), limit.perMinute(), time.nanos()));
    }

    private Standing look(Counted counted) {
        RateLimit limit = counted.limit();
        return standing(limit, () -> buckets.look(counted.bucket(), limit.perMinute(), time.nanos()));
    }

    private Standing standing(RateLimit limit, Supplier<TokenBuckets.Taken> asking) {
        if (limit.isOff()) {
            return new Standing(limit, true, 0, Duration.ZERO, Duration.ZERO);
        }
        TokenBuckets.Taken taken = asking.get();
        if (!taken.admitted()) {
            registry.counter("switchboard.limited", "by", limit.name()).increment();
        }
        return new Standing(limit, taken.admitted(), taken.left(), taken.untilFull(), taken.untilOne());
    }
}
