// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.switchboard.shared.model.IdempotencyClaim;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands outside the transactions: takes the idempotency key, retries what the database refused for its own reasons, recalls the
 * answer of a request that was carried out before, and frees the key when a refusal left nothing.
 */
@ApplicationScoped
public class Requests {
    @Inject
    IdempotencyClaims claims;

    @Inject
    Retries retries;

    @Inject
    Secrets secrets;

    /** Carries out a move that needs no key, with retries. */
    public <V> V run(Supplier<V> work) {
        return retries.run(work);
    }

    /**
     * Carries out a request at most once per key, however often it comes.
     *
     * @param body what must be the same for the same key
     * @param work one call into one service
     * @throws RefusedException when the work refuses, the key is in use, or it was used with another request
     */
    public <V> Answer<V> once(
            Invocation invocation, @Nullable Object body, Class<V> viewType, Function<Invocation, V> work) {
        return onceWithOutcome(invocation, body, viewType, held -> new Outcome.Done<>(work.apply(held)));
    }

    /** The same for a view with a version, which survives a repetition. */
    public <V> Answer<Versioned<V>> onceVersioned(
            Invocation invocation, @Nullable Object body, Class<V> viewType, Function<Invocation, Versioned<V>> work) {
        JavaType versioned = TypeFactory.defaultInstance().constructParametricType(Versioned.class, viewType);
        return keyed(invocation, body, versioned, held -> new Outcome.Done<>(work.apply(held)));
    }

    /** The same for work that may refuse and leave a trace. */
    public <V> Answer<V> onceWithOutcome(
            Invocation invocation, @Nullable Object body, Class<V> viewType, Function<Invocation, Outcome<V>> work) {
        return keyed(invocation, body, TypeFactory.defaultInstance().constructType(viewType), work);
    }

    /** @param result what the work's answer is read as when it is recalled */
    private <V> Answer<V> keyed(
            Invocation invocation, @Nullable Object body, JavaType result, Function<Invocation, Outcome<V>> work) {
        Invocation.IdempotencyKey key = invocation.idempotencyKey();
        if (key == null) {
            return told(retries.run(() -> work.apply(invocation)), false);
        }
        byte[] keyHash = secrets.mac(
                "idempotency-key",
                invocation.actor().name() + '\n' + account(invocation) + '\n' + key.route() + '\n' + key.key());
        // A plain hash would give the code away that the body may hold: it has few symbols.
        byte[] fingerprint = secrets.mac("idempotent-request", body == null ? "" : WireJson.write(body));
        IdempotencyClaim.Attempt attempt = retries.run(() -> claims.acquire(keyHash, fingerprint));
        if (attempt.mismatch()) {
            throw RefusedException.of(SharedRefusal.IDEMPOTENCY_KEY_REUSED);
        }
        if (attempt.completed().isPresent()) {
            IdempotencyClaim.StoredAnswer before = attempt.completed().get();
            return told(retries.run(() -> claims.<V>recall(keyHash, before, result)), true);
        }
        IdempotencyClaim claim = attempt.claim();
        if (claim == null) {
            throw RefusedException.of(SharedRefusal.IDEMPOTENCY_KEY_IN_USE);
        }
        return told(carryOut(invocation.holding(claim), claim, work), false);
    }

    private <V> Outcome<V> carryOut(
            Invocation invocation, IdempotencyClaim claim, Function<Invocation, Outcome<V>> work) {
        try {
            return retries.run(() -> work.apply(invocation));
        } catch (RuntimeException e) {
            free(claim, e);
            throw e;
        }
    }

    /** The work has left nothing: the same key may try again. Should this fail as well, the lease runs out. */
    private void free(IdempotencyClaim claim, RuntimeException cause) {
        try {
            claims.release(claim);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static String account(Invocation invocation) {
        return invocation.actor() instanceof Actor.Client client
                ? client.actingFor().map(Object::toString).orElse("")
                : "";
    }

    private static <V> Answer<V> told(Outcome<V> outcome, boolean replayed) {
        if (outcome instanceof Outcome.Done<V> done) {
            return new Answer<>(done.view(), replayed);
        }
        RefusalCode code = ((Outcome.Refused<V>) outcome).code();
        throw replayed ? RefusedException.replayed(code) : RefusedException.of(code);
    }
}
