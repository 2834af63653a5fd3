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
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferSettingsView;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;

/** An enterprise's settings for its transfers. */
@Stateless
@Workflow
public class TransferSettingsService {
    /** Nobody alone fills an enterprise, and who has much to send is not kept from it. */
    private static final int DEFAULT_SHARE = 50;

    private static final int DEFAULT_OPEN = 1_000;

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
                        found.flatMap(TransferSettings::algorithm).orElse(null),
                        found.flatMap(TransferSettings::accountShare).orElse(null),
                        found.flatMap(TransferSettings::openTransfers).orElse(null),
                        found.flatMap(TransferSettings::addressTargets).orElse(null)),
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
        edited.edit(request.algorithm(), request.accountShare(), request.openTransfers(), request.addressTargets());
        persistence.flush();
        audit.done(invocation, "transfer-settings.edit", enterprise);
        return view(Optional.of(edited));
    }

    /** The rule in force. */
    static IdentificationRule rule(Optional<TransferSettings> found) {
        return found.flatMap(TransferSettings::algorithm).orElse(IdentificationRule.SHA_256);
    }

    /** Whether a code is made by the rule in force. */
    static boolean isRule(Optional<TransferSettings> found, Identification code) {
        return rule(found) == code.algorithm();
    }

    /** What one account may take of the enterprise's room, in force. */
    static Share share(Optional<TransferSettings> found) {
        return new Share(
                found.flatMap(TransferSettings::accountShare).orElse(DEFAULT_SHARE),
                found.flatMap(TransferSettings::openTransfers).orElse(DEFAULT_OPEN));
    }

    /** Whether terminals can be sent to by their address, in force. */
    static boolean byAddress(Optional<TransferSettings> found) {
        return found.flatMap(TransferSettings::addressTargets).orElse(false);
    }

    private static Versioned<TransferSettingsView> view(Optional<TransferSettings> found) {
        Share share = share(found);
        return new Versioned<>(
                new TransferSettingsView(rule(found), share.percent(), share.transfers(), byAddress(found)),
                version(found));
    }

    /** 0 while the enterprise has set nothing. */
    private static long version(Optional<TransferSettings> found) {
        return found.map(present -> present.version() + 1).orElse(0L);
    }
}
