// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import io.switchboard.shared.wire.FieldProblem;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.SharedRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that leaves nothing: the transaction rolls back. A refusal that must leave a trace is a returned outcome instead.
 *
 * <p>It has no stack trace: it is an answer, not a fault.
 */
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RefusalCode code;
    private final transient List<FieldProblem> errors;
    private final @Nullable String state;
    private final transient List<String> allowed;
    private final @Nullable Long oldest;
    private final @Nullable Duration wait;
    private final boolean replayed;

    private RefusedException(
            RefusalCode code,
            @Nullable String detail,
            List<FieldProblem> errors,
            @Nullable String state,
            List<String> allowed,
            @Nullable Long oldest) {
        this(code, detail, errors, state, allowed, oldest, null, false);
    }

    private RefusedException(
            RefusalCode code,
            @Nullable String detail,
            List<FieldProblem> errors,
            @Nullable String state,
            List<String> allowed,
            @Nullable Long oldest,
            @Nullable Duration wait,
            boolean replayed) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.state = state;
        this.allowed = List.copyOf(allowed);
        this.oldest = oldest;
        this.wait = wait;
        this.replayed = replayed;
    }

    /** Refuses with the code's title alone. */
    public static RefusedException of(RefusalCode code) {
        return new RefusedException(code, null, List.of(), null, List.of(), null);
    }

    /** There is no such thing, or none that the caller may know of. */
    public static RefusedException notFound() {
        return of(SharedRefusal.NOT_FOUND);
    }

    /** Refuses and says what happened this time. The detail reaches the client: it must name no secret and nobody else's data. */
    public static RefusedException of(RefusalCode code, String detail) {
        return new RefusedException(code, detail, List.of(), null, List.of(), null);
    }

    /** Refuses until some time has passed; then the same request may be carried out. */
    public static RefusedException until(RefusalCode code, Duration wait) {
        return new RefusedException(code, null, List.of(), null, List.of(), null, wait, false);
    }

    /** Tells again what was refused before, under the same idempotency key. */
    public static RefusedException replayed(RefusalCode code) {
        return new RefusedException(code, null, List.of(), null, List.of(), null, null, true);
    }

    /** Refuses one field of the request. */
    public static RefusedException field(RefusalCode code, String pointer, String detail) {
        return new RefusedException(code, detail, List.of(new FieldProblem(pointer, detail)), null, List.of(), null);
    }

    /** Refuses a move that the resource's state does not allow. */
    public static RefusedException move(RefusalCode code, Object state, Iterable<?> allowed) {
        List<String> names = new java.util.ArrayList<>();
        allowed.forEach(next -> names.add(next.toString()));
        return new RefusedException(code, null, List.of(), state.toString(), names, null);
    }

    /** Refuses a position because what came after it is gone, and names the oldest that can be read after. */
    public static RefusedException oldest(RefusalCode code, long oldest, String detail) {
        return new RefusedException(code, detail, List.of(), null, List.of(), oldest);
    }

    /** Why. */
    public RefusalCode code() {
        return code;
    }

    /** What is wrong field by field; empty when no field is to blame. */
    public List<FieldProblem> errors() {
        return errors;
    }

    /** How long to wait before it is worth trying again, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(wait);
    }

    /** Whether this is told again, under the same idempotency key. */
    public boolean isReplayed() {
        return replayed;
    }

    /** The resource's present state, for a refused move. */
    public @Nullable String state() {
        return state;
    }

    /** Where the resource may go from there, for a refused move. */
    public List<String> allowed() {
        return allowed;
    }

    /** The oldest position that can be read after, for a position that is gone. */
    public @Nullable Long oldest() {
        return oldest;
    }
}
