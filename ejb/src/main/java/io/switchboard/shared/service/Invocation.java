// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.IdempotencyClaim;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to a service: who asks, and what accompanies it. The first parameter of every service method that is not for janitors.
 *
 * @param idempotencyKey the caller's own key for this request, with the route it is for
 * @param claim the key as held by this very execution; set by {@link Requests}
 * @param changes whether it asks for a change: anything but reading
 */
public record Invocation(
        Actor actor,
        @Nullable String requestId,
        @Nullable String sourceAddress,
        @Nullable IdempotencyKey idempotencyKey,
        @Nullable IdempotencyClaim claim,
        boolean changes) {
    /**
     * A caller's key.
     *
     * @param route method and path
     */
    public record IdempotencyKey(String route, String key) {}

    /** A janitor's. */
    public static Invocation ofServer() {
        return new Invocation(new Actor.Server(), null, null, null, null, true);
    }

    /** Without anything that identifies who asks: for the audit of another enterprise. */
    public Invocation anonymised() {
        return new Invocation(new Actor.Anonymous(), requestId, null, null, null, changes);
    }

    /** The same request, carried out for a source. */
    public Invocation carriedOutFor(Actor.Relay relay) {
        return new Invocation(relay, requestId, sourceAddress, idempotencyKey, claim, changes);
    }

    /** The same for a part of the work whose end is not the request's: the key stays held by the whole. */
    public Invocation withoutClaim() {
        return new Invocation(actor, requestId, sourceAddress, idempotencyKey, null, changes);
    }

    Invocation holding(IdempotencyClaim held) {
        return new Invocation(actor, requestId, sourceAddress, idempotencyKey, held, changes);
    }

    /**
     * The account that acts.
     *
     * @throws RefusedException when the caller is no terminal and acts for no account
     */
    public Party party() {
        if (actor instanceof Actor.Device device) {
            return new Party(device.enterprise(), device.account(), device.terminal());
        }
        if (actor instanceof Actor.Client client && client.actingFor().isPresent()) {
            return new Party(client.enterprise(), client.actingFor().get(), null);
        }
        if (actor instanceof Actor.Relay relay) {
            return new Party(
                    relay.enterprise(), relay.account(), relay.terminal().orElse(null));
        }
        throw RefusedException.of(
                SharedRefusal.FORBIDDEN, "This needs a terminal, or an API client that acts for an account");
    }

    /** The account that acts; empty when none does. */
    public Optional<AccountId> acting() {
        if (actor instanceof Actor.Device device) {
            return Optional.of(device.account());
        }
        if (actor instanceof Actor.Relay relay) {
            return Optional.of(relay.account());
        }
        return actor instanceof Actor.Client client ? client.actingFor() : Optional.empty();
    }

    /**
     * The terminal that acts.
     *
     * @throws RefusedException when the caller is none
     */
    public TerminalId terminal() {
        if (actor instanceof Actor.Device device) {
            return device.terminal();
        }
        throw RefusedException.of(SharedRefusal.FORBIDDEN, "This needs a terminal");
    }

    /**
     * The enterprise that the caller manages.
     *
     * @throws RefusedException when the caller is no API client of an enterprise with the scope {@code manage}
     */
    public EnterpriseId managed() {
        if (actor instanceof Actor.Client client && client.mayManage()) {
            return client.enterprise();
        }
        throw RefusedException.of(
                SharedRefusal.FORBIDDEN, "This needs an enterprise's API client with the scope manage");
    }

    /**
     * The enterprise whose private server asks.
     *
     * @throws RefusedException when the caller is no API client of an enterprise with the scope {@code federate}
     */
    public EnterpriseId federated() {
        return privateServer().enterprise();
    }

    /**
     * The private server that asks.
     *
     * @throws RefusedException when the caller is no API client of an enterprise with the scope {@code federate}
     */
    public Actor.Client privateServer() {
        if (actor instanceof Actor.Client client && client.federates()) {
            return client;
        }
        throw RefusedException.of(
                SharedRefusal.FORBIDDEN, "This needs an enterprise's API client with the scope federate");
    }

    /**
     * Does nothing for the administrator.
     *
     * @throws RefusedException for everybody else
     */
    public void requireAdmin() {
        if (!(actor instanceof Actor.Admin)) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "This needs the admin client");
        }
    }

    /** The caller's enterprise; empty for the administrator, the server and nobody. */
    public Optional<EnterpriseId> enterprise() {
        if (actor instanceof Actor.Device device) {
            return Optional.of(device.enterprise());
        }
        if (actor instanceof Actor.Relay relay) {
            return Optional.of(relay.enterprise());
        }
        return actor instanceof Actor.Client client ? Optional.of(client.enterprise()) : Optional.empty();
    }
}
