// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.Conditions;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.IssuedCode;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.EditIdentifierRequest;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.VirtualIdentifierEventType;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.mailbox.service.Receivers;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An account's work on its virtual identifiers. What is not the acting account's own is not found. */
@Stateless
@Workflow
public class IdentifierService {
    @Inject
    IdentifierRepository repository;

    @Inject
    IdentifierConditions conditions;

    @Inject
    IdentifierViews views;

    @Inject
    IdentifierCodes codes;

    @Inject
    TerminalDirectory terminals;

    @Inject
    MailboxService mailboxes;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    PersistenceFlush persistence;

    @Inject
    Clock clock;

    /**
     * Issues an identifier for the acting account.
     *
     * @throws RefusedException {@code invalid-request} when the conditions contradict one another
     */
    public Versioned<VirtualIdentifierView> issue(Invocation invocation, IssueIdentifierRequest request) {
        Party owner = invocation.party();
        VirtualIdentifierId id = new VirtualIdentifierId(ids.next());
        Conditions completed =
                conditions.complete(owner.enterprise(), request.conditions(), pinMac(id, request.conditions()));
        VirtualIdentifier identifier = new VirtualIdentifier(
                id, owner.enterprise(), owner.account(), request.label(), completed, clock.instant());
        identifier.annotate(NotesText.keep(request.externalId(), request.metadata()));
        List<IssuedCode> issued = request.forms().stream()
                .sorted()
                .map(codes::draw)
                .map(codes::seal)
                .toList();
        repository.add(identifier, issued);
        audit.done(invocation, "virtual-identifier.issue", identifier.id());
        return views.of(identifier, issued, 0);
    }

    /**
     * The acting account's identifiers, newest first. Three statements; when a state is asked for, that many for each part that is read.
     *
     * @param state only those in this state now; all when null
     * @param externalId only those that the owner calls so; all when null
     */
    public Page<VirtualIdentifierView> list(
            Invocation invocation, @Nullable IdentifierState state, @Nullable String externalId, PageRequest page) {
        AccountId owner = invocation.party().account();
        if (state == null) {
            List<VirtualIdentifier> found = repository.list(owner, externalId, page.withOneMore());
            Map<UUID, VirtualIdentifierView> seen = views(found).stream()
                    .collect(Collectors.toMap(view -> view.id().value(), Function.identity()));
            return Pages.of(found, page, v -> v.id().value(), v -> Objects.requireNonNull(seen.get(v.id().value())));
        }
        return Pages.sifted(
                page,
                part -> repository.list(owner, externalId, part),
                v -> v.id().value(),
                this::views,
                view -> view.state() == state);
    }

    /** Two statements, however many they are. */
    private List<VirtualIdentifierView> views(List<VirtualIdentifier> identifiers) {
        List<UUID> all =
                identifiers.stream().map(identifier -> identifier.id().value()).toList();
        Map<UUID, List<IssuedCode>> issued = repository.codes(all);
        Map<UUID, Integer> used = repository.used(all, clock.instant());
        return identifiers.stream()
                .map(v -> views.of(
                                v, issued.getOrDefault(v.id().value(), List.of()), used.getOrDefault(v.id().value(), 0))
                        .view())
                .toList();
    }

    /**
     * One identifier.
     *
     * @throws RefusedException {@code not-found}
     */
    public Versioned<VirtualIdentifierView> get(Invocation invocation, VirtualIdentifierId id) {
        return views.of(own(invocation, id));
    }

    /**
     * Replaces label, conditions and notes; takes effect at once. What changes nothing is told to nobody.
     *
     * @param expected the version that the caller has read
     * @param keepsPin whether the PIN, which the caller cannot read, stays; otherwise it becomes what the request says, or none
     * @throws RefusedException {@code not-found}, {@code stale}, {@code illegal-move} after revocation, {@code invalid-request}
     */
    public Versioned<VirtualIdentifierView> edit(
            Invocation invocation,
            VirtualIdentifierId id,
            long expected,
            EditIdentifierRequest request,
            boolean keepsPin) {
        return change(invocation, id, "virtual-identifier.edit", identifier -> {
            if (identifier.version() != expected) {
                throw RefusedException.of(SharedRefusal.STALE);
            }
            Conditions present = identifier.conditions();
            byte[] pinMac = keepsPin ? present.pinMac() : pinMac(id, request.conditions());
            Conditions completed =
                    conditions.complete(identifier.enterprise(), request.conditions(), pinMac, Optional.of(present));
            identifier.edit(request.label(), completed);
            identifier.annotate(NotesText.keep(request.externalId(), request.metadata()));
            repository.grant(id, completed.maxCalls());
        });
    }

    /**
     * Closes it until it is resumed. Calls that ring cannot be answered any more; running calls go on.
     *
     * @throws RefusedException {@code not-found}, {@code illegal-move}
     */
    public Versioned<VirtualIdentifierView> pause(Invocation invocation, VirtualIdentifierId id) {
        return change(invocation, id, "virtual-identifier.pause", VirtualIdentifier::pause);
    }

    /**
     * Opens it again.
     *
     * @throws RefusedException {@code not-found}, {@code illegal-move}
     */
    public Versioned<VirtualIdentifierView> resume(Invocation invocation, VirtualIdentifierId id) {
        return change(invocation, id, "virtual-identifier.resume", VirtualIdentifier::resume);
    }

    /**
     * Ends it for good and forgets its codes; that they were issued is kept. Again is harmless.
     *
     * @throws RefusedException {@code not-found}
     */
    public void revoke(Invocation invocation, VirtualIdentifierId id) {
        VirtualIdentifier identifier = locked(invocation, id);
        if (identifier.revoke(clock.instant())) {
            persistence.flush();
            repository.forgetCodes(id);
            announce(invocation, identifier, "virtual-identifier.revoke");
        }
    }

    /**
     * What the QR code of a form holds: a URL of this server.
     *
     * @throws RefusedException {@code not-found}, {@code form-not-issued} also after revocation
     */
    public String qrText(Invocation invocation, VirtualIdentifierId id, IdentifierForm form) {
        own(invocation, id);
        return repository.codes(List.of(id.value())).getOrDefault(id.value(), List.of()).stream()
                .filter(code -> code.form() == form && code.wrapped() != null)
                .findFirst()
                .map(code -> codes.url(codes.open(code)))
                .orElseThrow(() -> RefusedException.of(CallsRefusal.FORM_NOT_ISSUED));
    }

    private Versioned<VirtualIdentifierView> change(
            Invocation invocation, VirtualIdentifierId id, String action, Consumer<VirtualIdentifier> move) {
        VirtualIdentifier identifier = locked(invocation, id);
        long before = identifier.version();
        move.accept(identifier);
        persistence.flush();
        return identifier.version() == before ? views.of(identifier) : announce(invocation, identifier, action);
    }

    private Versioned<VirtualIdentifierView> announce(
            Invocation invocation, VirtualIdentifier identifier, String action) {
        Versioned<VirtualIdentifierView> view = views.of(identifier);
        mailboxes.append(
                new Receivers(identifier.enterprise(), identifier.account(), terminals.active(identifier.account())),
                VirtualIdentifierEventType.CHANGED,
                identifier.id(),
                views.withoutCodes(identifier, view.view().callsUsed()));
        audit.done(invocation, action, identifier.id());
        return view;
    }

    private byte @Nullable [] pinMac(VirtualIdentifierId id, @Nullable ConditionsRequest request) {
        String pin = request == null ? null : request.pin();
        return pin == null ? null : codes.pinMac(id.value(), pin);
    }

    private VirtualIdentifier own(Invocation invocation, VirtualIdentifierId id) {
        return repository.find(invocation.party().account(), id).orElseThrow(RefusedException::notFound);
    }

    private VirtualIdentifier locked(Invocation invocation, VirtualIdentifierId id) {
        return repository.lock(id, invocation.party().account()).orElseThrow(RefusedException::notFound);
    }
}
