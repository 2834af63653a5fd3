// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.Conditions;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.IssuedCode;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.ConditionsView;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.Versioned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** From an identifier to what its owner sees. */
@ApplicationScoped
class IdentifierViews {
    @Inject
    IdentifierRepository repository;

    @Inject
    IdentifierCodes codes;

    @Inject
    Clock clock;

    /** As its owner sees it. Two statements. */
    Versioned<VirtualIdentifierView> of(VirtualIdentifier identifier) {
        UUID id = identifier.id().value();
        return of(
                identifier,
                repository.codes(List.of(id)).getOrDefault(id, List.of()),
                repository.used(List.of(id), clock.instant()).getOrDefault(id, 0));
    }

    /** The same with what was read before. */
    Versioned<VirtualIdentifierView> of(VirtualIdentifier identifier, List<IssuedCode> issued, int used) {
        Map<IdentifierForm, String> handedOut = new EnumMap<>(IdentifierForm.class);
        issued.stream()
                .filter(code -> code.wrapped() != null)
                .forEach(code -> handedOut.put(code.form(), codes.handOut(codes.open(code))));
        return new Versioned<>(view(identifier, handedOut, used), identifier.version());
    }

    /** For mailboxes, which keep events in clear text: a code is read from the identifier itself. One statement. */
    VirtualIdentifierView withoutCodes(VirtualIdentifier identifier) {
        UUID id = identifier.id().value();
        return withoutCodes(
                identifier, repository.used(List.of(id), clock.instant()).getOrDefault(id, 0));
    }

    /** The same with what was read before. */
    VirtualIdentifierView withoutCodes(VirtualIdentifier identifier, int used) {
        return view(identifier, Map.of(), used);
    }

    private VirtualIdentifierView view(VirtualIdentifier identifier, Map<IdentifierForm, String> handedOut, int used) {
        Conditions conditions = identifier.conditions();
        return new VirtualIdentifierView(
                identifier.id(),
                identifier.account(),
                identifier.state(used, clock.instant()),
                identifier.label(),
                identifier.notes().externalId(),
                NotesText.metadata(identifier.notes()),
                new ConditionsView(
                        conditions.notBefore().orElse(null),
                        conditions.validUntil(),
                        conditions.maxCalls(),
                        conditions.countOn(),
                        conditions.weeklyHours().orElse(null),
                        conditions.allowCallers().orElse(null),
                        conditions.pinMac() != null),
                used,
                handedOut,
                identifier.createdAt(),
                identifier.revokedAt().orElse(null));
    }
}
