// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** Which open channels may be found by the address that they were opened from. Rows live for as long as somebody says that they do. */
@Dependent
public class FindableChannelRepository {
    private final EntityManager entities;

    @Inject
    public FindableChannelRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps where a channel was opened from, in the transaction that opens it: the lock of its mailbox is held. */
    public void keep(TerminalId terminal, long epoch, EnterpriseId enterprise, String address, Instant until) {
        forget(List.of(terminal));
        entities.createNativeQuery("""
                        insert into findable_channel (terminal_id, enterprise_id, epoch, address, expires_at)
                        values (:terminal, :enterprise, :epoch, :address, :until)""")
                .setParameter("terminal", terminal.value())
                .setParameter("enterprise", enterprise.value())
                .setParameter("epoch", epoch)
                .setParameter("address", address)
                .setParameter("until", until)
                .executeUpdate();
    }

    /** These channels are still open. One round trip. */
    public void renew(Map<TerminalId, Long> epochs, Instant until) {
        entities.unwrap(Session.class).doWork(connection -> {
            try (var update = connection.prepareStatement(
                    "update findable_channel set expires_at = ? where terminal_id = ? and epoch = ?")) {
                // In one order, on all nodes.
                for (TerminalId terminal : epochs.keySet().stream().sorted().toList()) {
                    update.setObject(1, until.atOffset(ZoneOffset.UTC));
                    update.setObject(2, terminal.value());
                    update.setLong(3, epochs.getOrDefault(terminal, -1L));
                    update.addBatch();
                }
                update.executeBatch();
            }
        });
    }

    /** This channel is closed. */
    public void forget(TerminalId terminal, long epoch) {
        entities.createNativeQuery("delete from findable_channel where terminal_id = :terminal and epoch = :epoch")
                .setParameter("terminal", terminal.value())
                .setParameter("epoch", epoch)
                .executeUpdate();
    }

    /** Whatever is known of these terminals' channels. */
    public void forget(Collection<TerminalId> terminals) {
        if (!terminals.isEmpty()) {
            entities.createNativeQuery("delete from findable_channel where terminal_id in (:terminals)")
                    .setParameter(
                            "terminals",
                            terminals.stream().map(TerminalId::value).toList())
                    .executeUpdate();
        }
    }

    /** Whose channels in force were opened from an address. One statement. */
    public List<TerminalId> at(EnterpriseId enterprise, String address, Instant now, int most) {
        List<?> terminals = entities.createNativeQuery("""
                        select c.terminal_id from findable_channel c
                        join mailbox m on m.terminal_id = c.terminal_id and m.channel_epoch = c.epoch
                        where c.enterprise_id = :enterprise and c.address = :address and c.expires_at > :now
                        and m.open = true order by c.terminal_id fetch first :most rows only""")
                .setParameter("enterprise", enterprise.value())
                .setParameter("address", address)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
        return terminals.stream().map(NativeRows::uuid).map(TerminalId::new).toList();
    }

    /**
     * Forgets those of which nobody has said for a while that they are open: their node has ended without a word.
     *
     * @return how many were deleted
     */
    public int deleteExpired(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "findable_channel", "terminal_id", now, skipped, batch);
    }
}
