// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.HiddenAccounts;
import io.switchboard.calls.model.BlockRepository;
import io.switchboard.calls.model.CallAttempt;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.RefusedCallRepository;
import io.switchboard.calls.model.Standing;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where whoever has a code is let through to what is behind it, or not. What is refused is refused from a plain read, the same statements
 * whatever the cause, and waits for nobody: a lock would tell that there is something to be locked. What seems open is looked at again
 * under the identifier's lock.
 */
@ApplicationScoped
class IdentifierGate implements HiddenAccounts {
    /** No identifier's id: an unknown code asks for its uses all the same. */
    private static final UUID NOBODY = new UUID(0, 0);

    @Inject
    IdentifierRepository identifiers;

    @Inject
    BlockRepository blocks;

    @Inject
    RefusedCallRepository refusals;

    @Inject
    IdentifierCodes codes;

    @Inject
    CallAttempts attempts;

    @Inject
    Event<CallMetrics.CallRefused> refused;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * What a plain read has told.
     *
     * @param mac what the code is looked up by
     * @param cause why it is refused; empty when it seems open
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Attempted(
            Party asking,
            byte[] mac,
            String pseudonym,
            CallAttempt attempt,
            Optional<VirtualIdentifier> found,
            Optional<RefusalCause> cause) {}

    /**
     * Looks, and charges the attempt as one in vain.
     *
     * @throws RefusedException {@code code-mistyped} when the check symbol is wrong, {@code too-many-attempts} when the caller has tried
     *     too often: nothing is looked up
     */
    Attempted attempt(Party asking, Knock knock) {
        IdentifierCode code = IdentifierCode.parse(knock.code())
                .orElseThrow(() -> RefusedException.field(
                        CallsRefusal.CODE_MISTYPED,
                        knock.pointer(),
                        "This is not a code; a symbol is wrong, or two are swapped"));
        byte[] mac = codes.mac(code);
        attempts.charge(asking, mac);
        Optional<VirtualIdentifier> found = identifiers.findByCode(mac);
        UUID id = found.map(identifier -> identifier.id().value()).orElse(NOBODY);
        Instant now = clock.instant();
        String pseudonym = codes.pseudonym(id, asking.account().value());
        Standing standing = identifiers.standing(id, pseudonym, now);
        // Also for no identifier: what is done before the refusal does not depend on the cause.
        CallAttempt attempt = new CallAttempt(
                asking.account(),
                knock.discloses(),
                knock.pin() == null ? null : codes.pinMac(id, knock.pin()),
                standing.blocked());
        Optional<RefusalCause> cause = found.map(identifier -> refusal(identifier, attempt, standing.used(), now))
                .orElseGet(() -> Optional.of(RefusalCause.UNKNOWN));
        return new Attempted(asking, mac, pseudonym, attempt, found, cause);
    }

    private static Optional<RefusalCause> refusal(
            VirtualIdentifier identifier, CallAttempt attempt, int used, Instant now) {
        return identifier
                .refusal(attempt, now)
                .or(() -> used < identifier.conditions().maxCalls()
                        ? Optional.empty()
                        : Optional.of(RefusalCause.EXHAUSTED));
    }

    /** Locks what seems open, and looks again: conditions hold or not when somebody is let through. */
    Optional<RefusalCause> lock(Attempted seen, VirtualIdentifier identifier) {
        identifiers.relock(identifier);
        Instant now = clock.instant();
        boolean blocked = blocks.find(identifier.id(), seen.pseudonym()).isPresent();
        return identifier.refusal(seen.attempt().blocked(blocked), now);
    }

    /** The attempt was not in vain. */
    void admitted(Attempted seen) {
        attempts.admitted(seen.asking(), seen.mac());
    }

    /** Records a refusal for the identifier's enterprise. */
    void refused(Attempted seen, RefusalCause cause) {
        EnterpriseId owner = seen.found().map(VirtualIdentifier::enterprise).orElse(null);
        refusals.add(
                ids.next(),
                seen.found().map(VirtualIdentifier::id).orElse(null),
                owner,
                seen.asking().account(),
                cause,
                clock.instant());
        refused.fire(new CallMetrics.CallRefused(cause));
    }

    @Override
    public Optional<Reached> reach(Party asking, Knock knock) {
        Attempted seen = attempt(asking, knock);
        Optional<RefusalCause> cause = seen.cause();
        if (cause.isEmpty()) {
            cause = lock(seen, seen.found().orElseThrow());
        }
        if (cause.isPresent()) {
            refused(seen, cause.get());
            return Optional.empty();
        }
        admitted(seen);
        return seen.found()
                .map(identifier ->
                        new Reached(identifier.enterprise(), identifier.account(), identifier.id(), seen.pseudonym()));
    }

    @Override
    public boolean isClosed(AccountId owner, VirtualIdentifierId id, Instant at) {
        return identifiers
                .lock(id, owner)
                .flatMap(identifier -> identifier.closed(at))
                .isPresent();
    }
}
