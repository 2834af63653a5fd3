// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps which terminals have come or gone until their transfers know it. A terminal has one row at most, the latest: whoever works on it
 * holds the row, so that a terminal that goes while it is being offered transfers is taken out of them all afterwards.
 */
@Dependent
public class TerminalChangeRepository {
    private static final UUID NONE = new UUID(0, 0);

    private final EntityManager entities;

    @Inject
    public TerminalChangeRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps what became of terminals, in the place of what became of them before. Under their locks; waits for whoever works on one. */
    public void note(List<TerminalId> terminals, TerminalChange.Kind kind) {
        List<UUID> ids = terminals.stream().map(TerminalId::value).toList();
        entities.createNativeQuery("delete from transfer_terminal_change where terminal_id in (:terminals)")
                .setParameter("terminals", ids)
                .executeUpdate();
        entities.createNativeQuery("""
                        insert into transfer_terminal_change (terminal_id, account_id, kind, after_id)
                        select t.id, t.account_id, cast(:kind as varchar(20)), cast(:none as uuid) from terminal t
                        where t.id in (:terminals)""")
                .setParameter("kind", kind.name())
                .setParameter("none", NONE)
                .setParameter("terminals", ids)
                .executeUpdate();
    }

    /**
     * The first one that nobody works on, locked.
     *
     * @param skipped rows to pass over at the head of the queue
     */
    public Optional<TerminalChange> lockNext(int skipped) {
        return NativeRows.of(entities.createNativeQuery("""
                        select terminal_id, account_id, kind, after_id from transfer_terminal_change
                        order by terminal_id offset :skipped rows fetch next :batch rows only for update skip locked""")
                        .setParameter("skipped", skipped)
                        .setParameter("batch", 1))
                .stream()
                .map(row -> new TerminalChange(
                        new TerminalId(NativeRows.uuid(row[0])),
                        new AccountId(NativeRows.uuid(row[1])),
                        TerminalChange.Kind.valueOf((String) row[2]),
                        NativeRows.uuid(row[3])))
                .findFirst();
    }

    /** Transfers up to this one know of it. */
    public void reached(TerminalChange change, UUID last) {
        entities.createNativeQuery("update transfer_terminal_change set after_id = :last where terminal_id = :terminal")
                .setParameter("last", last)
                .setParameter("terminal", change.terminal().value())
                .executeUpdate();
    }

    /** All transfers know of it. */
    public void done(TerminalChange change) {
        entities.createNativeQuery("delete from transfer_terminal_change where terminal_id = :terminal")
                .setParameter("terminal", change.terminal().value())
                .executeUpdate();
    }
}
