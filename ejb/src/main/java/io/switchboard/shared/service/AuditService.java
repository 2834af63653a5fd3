// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.AuditEntry;
import io.switchboard.shared.model.AuditRepository;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.AuditEntryId;
import io.switchboard.shared.wire.AuditEntryView;
import io.switchboard.shared.wire.AuditFilter;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows the audit trail: to an enterprise its own, to the administrator the server's own and each enterprise's. Who reads it is recorded
 * in it.
 */
@Stateless
@Workflow
public class AuditService {
    @Inject
    AuditRepository repository;

    @Inject
    PersonalKeys personalKeys;

    @Inject
    AuditLog audit;

    /**
     * One page, newest first.
     *
     * @throws RefusedException {@code forbidden}; {@code not-found} for another enterprise's
     */
    public Page<AuditEntryView> list(Invocation invocation, AuditFilter asked, PageRequest page) {
        return read(invocation, asked, page, "audit.read");
    }

    /**
     * The first part of an export, newest first.
     *
     * @throws RefusedException {@code forbidden}; {@code not-found} for another enterprise's
     */
    public Page<AuditEntryView> beginExport(Invocation invocation, AuditFilter asked, PageRequest page) {
        return read(invocation, asked, page, "audit.export");
    }

    /** The next part of an export whose beginning is recorded. A transaction of its own, so that none is as long as the trail. */
    public Page<AuditEntryView> continueExport(Invocation invocation, AuditFilter asked, PageRequest page) {
        return page(whose(invocation, asked), asked, page);
    }

    private Page<AuditEntryView> read(Invocation invocation, AuditFilter asked, PageRequest page, String action) {
        Optional<EnterpriseId> whose = whose(invocation, asked);
        Page<AuditEntryView> found = page(whose, asked, page);
        audit.record(invocation, whose.orElse(null), action, "audit", "done");
        return found;
    }

    private Page<AuditEntryView> page(Optional<EnterpriseId> whose, AuditFilter asked, PageRequest page) {
        return Pages.sifted(
                page,
                part -> repository.list(whose, asked, part),
                AuditEntry::id,
                this::views,
                entry -> fits(entry, asked));
    }

    /** What no index is worth: most entries are done, and actions are few. */
    private static boolean fits(AuditEntryView entry, AuditFilter asked) {
        return (asked.action() == null || entry.action().startsWith(asked.action()))
                && (asked.outcome() == null || entry.outcome().equals(asked.outcome()));
    }

    private static Optional<EnterpriseId> whose(Invocation invocation, AuditFilter asked) {
        if (invocation.actor() instanceof Actor.Admin) {
            return Optional.ofNullable(asked.enterpriseId());
        }
        EnterpriseId own = invocation.managed();
        if (asked.enterpriseId() != null && !own.equals(asked.enterpriseId())) {
            throw RefusedException.notFound();
        }
        return Optional.of(own);
    }

    private List<AuditEntryView> views(List<AuditEntry> entries) {
        Map<UUID, RootKey> keys = personalKeys.keys(entries.stream()
                .map(AuditEntry::person)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        return entries.stream()
                .map(entry -> new AuditEntryView(
                        new AuditEntryId(entry.id()),
                        entry.at(),
                        entry.enterprise() == null ? null : new EnterpriseId(entry.enterprise()),
                        entry.actor(),
                        entry.actingFor() == null ? null : new AccountId(entry.actingFor()),
                        entry.action(),
                        entry.resource(),
                        entry.outcome(),
                        source(entry, keys),
                        entry.requestId()))
                .toList();
    }

    /** Null where it was not known, or the person's key has gone. */
    private static @Nullable String source(AuditEntry entry, Map<UUID, RootKey> keys) {
        byte[] wrapped = entry.sourceWrapped();
        UUID person = entry.person();
        if (wrapped == null || person == null) {
            return entry.sourceAddress();
        }
        return PersonalKeys.unwrap(keys, person, Secrets.bytes(entry.id()), wrapped)
                .map(source -> new String(source, StandardCharsets.UTF_8))
                .orElse(null);
    }
}
