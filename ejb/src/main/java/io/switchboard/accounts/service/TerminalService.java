// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.Enrolment;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.EditTerminalRequest;
import io.switchboard.accounts.wire.EnrolTerminalRequest;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.accounts.wire.TerminalView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.PersonsConcerned;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.Base32;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Enrols, shows, renames and revokes terminals. */
@Stateless
@Workflow
public class TerminalService {
    @Inject
    AccountRepository accounts;

    @Inject
    TerminalRepository terminals;

    @Inject
    EnrolmentCodes codes;

    @Inject
    EnrolmentProof proofs;

    @Inject
    @Any
    Instance<TerminalListener> listeners;

    @Inject
    Settings settings;

    @Inject
    PersonsConcerned concerned;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    PersistenceFlush persistence;

    @Inject
    Clock clock;

    /**
     * Enrols a terminal with a code. Whoever has the code and a key pair may; repeated with the same key it finds the same terminal.
     *
     * @throws RefusedException {@code enrolment-refused}, whatever is wrong with the code or the proof; {@code key-invalid};
     *     {@code terminal-limit} when the account has as many as it may
     */
    public TerminalView enrol(Invocation invocation, EnrolTerminalRequest request) {
        String code = Base32.normalize(request.code()).orElseThrow(TerminalService::refused);
        String thumbprint = proofs.verify(request, code);
        Enrolment enrolment = accounts.lockEnrolment(codes.mac(code)).orElseThrow(TerminalService::refused);
        concerned.add(enrolment.account());
        Optional<TerminalId> before = enrolment.enrolledBy(thumbprint);
        if (before.isPresent()) {
            return before.flatMap(terminals::terminal)
                    .filter(same -> same.enc().equals(point(request.enc())))
                    .map(AccountViews::of)
                    .orElseThrow(TerminalService::refused);
        }
        Instant now = clock.instant();
        if (!enrolment.isOpen(now)) {
            throw refused();
        }
        if (!accounts.lock(enrolment.account())) {
            throw refused();
        }
        if (terminals.active(enrolment.account()).size() >= settings.get(SettingKey.TERMINAL_LIMIT)) {
            throw RefusedException.of(AccountsRefusal.TERMINAL_LIMIT, "Revoke a terminal of this account first");
        }
        Terminal terminal = new Terminal(
                new TerminalId(ids.next()),
                enrolment.enterprise(),
                enrolment.account(),
                request.name(),
                point(request.sig()),
                point(request.enc()),
                now);
        terminals.add(terminal);
        persistence.flush();
        enrolment.use(terminal.id(), thumbprint, now);
        listeners.forEach(listener -> listener.enrolled(terminal.id()));
        audit.record(
                invocation,
                terminal.enterprise(),
                terminal.account(),
                "terminal.enrol",
                terminal.id().toString(),
                "done");
        return AccountViews.of(terminal);
    }

    /** The asking terminal itself. */
    public Versioned<TerminalView> me(Invocation invocation) {
        return versioned(terminals.terminal(invocation.terminal()).orElseThrow(RefusedException::notFound));
    }

    /**
     * The acting account's terminals, newest first.
     *
     * @param state only those in this state; all when null
     */
    public Page<TerminalView> list(Invocation invocation, @Nullable TerminalState state, PageRequest page) {
        return Pages.of(
                terminals.terminals(invocation.party().account(), state, page.withOneMore()),
                page,
                t -> t.id().value(),
                AccountViews::of);
    }

    /**
     * One terminal of the acting account, or of the managed enterprise.
     *
     * @throws RefusedException {@code not-found}
     */
    public Versioned<TerminalView> get(Invocation invocation, TerminalId id) {
        return versioned(visible(invocation, id));
    }

    /**
     * Replaces the name. What changes nothing is told to nobody.
     *
     * @param expected the version that the caller has read
     * @throws RefusedException {@code not-found}, {@code stale}, {@code illegal-move} after revocation
     */
    public Versioned<TerminalView> edit(
            Invocation invocation, TerminalId id, long expected, EditTerminalRequest request) {
        Terminal terminal = locked(invocation, id);
        if (terminal.version() != expected) {
            throw RefusedException.of(SharedRefusal.STALE);
        }
        terminal.rename(request.name());
        persistence.flush();
        if (terminal.version() != expected) {
            audit.done(invocation, "terminal.edit", id);
        }
        return versioned(terminal);
    }

    /**
     * Ends a terminal: its tokens and its channel end at once. Again is harmless.
     *
     * @throws RefusedException {@code not-found}
     */
    public void revoke(Invocation invocation, TerminalId id) {
        Terminal terminal = locked(invocation, id);
        if (terminal.revoke(clock.instant())) {
            listeners.forEach(listener -> listener.revoked(List.of(id)));
            audit.done(invocation, "terminal.revoke", id);
        }
    }

    /** Nobody else's terminal is ever locked. */
    private Terminal locked(Invocation invocation, TerminalId id) {
        visible(invocation, id);
        return terminals.relock(id).orElseThrow(RefusedException::notFound);
    }

    private static Versioned<TerminalView> versioned(Terminal terminal) {
        return new Versioned<>(AccountViews.of(terminal), terminal.version());
    }

    private Terminal visible(Invocation invocation, TerminalId id) {
        return seen(invocation.actor(), id)
                .filter(terminal -> !terminal.isForgotten())
                .orElseThrow(RefusedException::notFound);
    }

    private Optional<Terminal> seen(Actor actor, TerminalId id) {
        if (actor instanceof Actor.Device device) {
            return terminals.terminal(device.account(), id);
        }
        if (!(actor instanceof Actor.Client client)) {
            return Optional.empty();
        }
        if (client.actingFor().isPresent()) {
            return terminals.terminal(client.actingFor().get(), id);
        }
        return client.mayManage() ? terminals.terminal(client.enterprise(), id) : Optional.empty();
    }

    private static Terminal.Point point(PublicJwk key) {
        return new Terminal.Point(key.x(), key.y());
    }

    static RefusedException refused() {
        return RefusedException.of(AccountsRefusal.ENROLMENT_REFUSED);
    }
}
