// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.model.TransferSettings;
import io.switchboard.transfers.model.TransferSettingsRepository;
import io.switchboard.transfers.wire.EditTransferSettingsRequest;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferSettingsView;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;

/** An enterprise's settings for its transfers. */
@Stateless
@Workflow
public class TransferSettingsService {
    @Inject
    PersistenceFlush persistence;

    @Inject
    TransferSettingsRepository repository;

    @Inject
    AuditLog audit;

    /** The settings in force. */
    public Versioned<TransferSettingsView> get(Invocation invocation) {
        return view(repository.find(invocation.managed()));
    }

    /** What the enterprise itself has set: what an edit starts from. */
    public Versioned<EditTransferSettingsRequest> own(Invocation invocation) {
        Optional<TransferSettings> found = repository.find(invocation.managed());
        return new Versioned<>(
                new EditTransferSettingsRequest(
                        found.flatMap(TransferSettings::algorithm).orElse(null)),
                version(found));
    }

    /**
     * Replaces the settings.
     *
     * @param expected the version that the caller has read
     * @throws RefusedException {@code stale}
     */
    public Versioned<TransferSettingsView> edit(
            Invocation invocation, long expected, EditTransferSettingsRequest request) {
        EnterpriseId enterprise = invocation.managed();
        Optional<TransferSettings> present = repository.lock(enterprise);
        if (version(present) != expected) {
            throw RefusedException.of(SharedRefusal.STALE);
        }
        TransferSettings edited = present.orElseGet(() -> {
            TransferSettings fresh = new TransferSettings(enterprise);
            repository.add(fresh);
            return fresh;
        });
        edited.edit(request.algorithm());
        persistence.flush();
        audit.done(invocation, "transfer-settings.edit", enterprise);
        return view(Optional.of(edited));
    }

    /** The rule in force. */
    static IdentificationRule rule(Optional<TransferSettings> found) {
        return found.flatMap(TransferSettings::algorithm).orElse(IdentificationRule.SHA_256);
    }

    private static Versioned<TransferSettingsView> view(Optional<TransferSettings> found) {
        return new Versioned<>(new TransferSettingsView(rule(found)), version(found));
    }

    /** 0 while the enterprise has set nothing. */
    private static long version(Optional<TransferSettings> found) {
        return found.map(present -> present.version() + 1).orElse(0L);
    }
}
