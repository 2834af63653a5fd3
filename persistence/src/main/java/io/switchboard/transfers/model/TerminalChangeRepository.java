// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps which terminals have come or gone until their transfers know it. A terminal has one row at most, the latest: whoever works on it
 * holds the row, so that a terminal that goes while it is being offered transfers is taken out of them all afterwards.
 */
@Dependent
public class TerminalChangeRepository {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final EntityManager entities;

    @Inject
    public TerminalChangeRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Keeps what became of terminals, in the place of what became of them before. Under their locks; waits for whoever works on one.
     *
     * @param again when their transfers are gone through once more: by then every transaction is over that has not seen it
     */
    public void note(List<TerminalId> terminals, TerminalChange.Kind kind, Instant now, Instant again) {
        List<UUID> ids = terminals.stream().map(TerminalId::value).toList();
        entities.createNativeQuery("delete from transfer_terminal_change where terminal_id in (:terminals)")
                .setParameter("terminals", ids)
                .executeUpdate();
        entities.createNativeQuery("""
                        insert into transfer_terminal_change (terminal_id, account_id, kind, after_id, due_at, again_at)
                        select t.id, t.account_id, cast(:kind as varchar(20)), cast(null as uuid),
                        cast(:now as timestamp with time zone), cast(:again as timestamp with time zone) from terminal t
                        where t.id in (:terminals)""")
                .setParameter("kind", kind.name())
                .setParameter("now", now)
                .setParameter("again", again)
                .setParameter("terminals", ids)
                .executeUpdate();
    }

    /**
     * The first one that is due and that nobody works on, locked.
     *
     * @param skipped rows to pass over at the head of the queue
     */
    public Optional<TerminalChange> lockNext(Instant now, int skipped) {
        return NativeRows.of(entities.createNativeQuery("""
                        select terminal_id, account_id, kind, after_id, due_at, again_at from transfer_terminal_change
                        where due_at <= :now order by due_at, terminal_id offset :skipped rows fetch next :batch rows only for update skip locked""")
                        .setParameter("now", now)
                        .setParameter("skipped", skipped)
                        .setParameter("batch", 1))
                .stream()
                .map(row -> new TerminalChange(
                        new TerminalId(NativeRows.uuid(row[0])),
                        new AccountId(NativeRows.uuid(row[1])),
                        TerminalChange.Kind.valueOf((String) row[2]),
                        row[3] == null ? BEFORE_ALL : NativeRows.uuid(row[3]),
                        NativeRows.instant(row[4]),
                        NativeRows.instant(row[5])))
                .findFirst();
    }

    /** Transfers up to this one know of it. */
    public void reached(TerminalChange change, UUID last) {
        entities.createNativeQuery("update transfer_terminal_change set after_id = :last where terminal_id = :terminal")
                .setParameter("last", last)
                .setParameter("terminal", change.terminal().value())
                .executeUpdate();
    }

    /** All transfers know of it that could be seen: they are gone through once more, or this was that. */
    public void done(TerminalChange change) {
        if (!change.isAgain()) {
            entities.createNativeQuery(
                            "update transfer_terminal_change set after_id = null, due_at = again_at where terminal_id = :terminal")
                    .setParameter("terminal", change.terminal().value())
                    .executeUpdate();
            return;
        }
        entities.createNativeQuery("delete from transfer_terminal_change where terminal_id = :terminal")
                .setParameter("terminal", change.terminal().value())
                .executeUpdate();
    }
}
