// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** Finds and keeps the blocks of identifiers. They change under the lock on their identifier. */
@Dependent
public class BlockRepository {
    private final EntityManager entities;

    @Inject
    public BlockRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** The block of a caller, if it is blocked. */
    public Optional<Block> find(VirtualIdentifierId identifier, String pseudonym) {
        return NativeRows.of(entities.createNativeQuery("""
            select id, pseudonym, blocked_at from identifier_block
            where identifier_id = :identifier and pseudonym = :pseudonym""")
                        .setParameter("identifier", identifier.value())
                        .setParameter("pseudonym", pseudonym))
                .stream()
                .findFirst()
                .map(BlockRepository::block);
    }

    /** The blocks of an identifier, newest first. */
    public List<Block> list(VirtualIdentifierId identifier, PageRequest page) {
        return NativeRows.of(entities.createNativeQuery("""
            select id, pseudonym, blocked_at from identifier_block
            where identifier_id = :identifier and id < :before order by id desc""")
                        .setParameter("identifier", identifier.value())
                        .setParameter("before", page.before())
                        .setMaxResults(page.limit()))
                .stream()
                .map(BlockRepository::block)
                .toList();
    }

    /** How many callers an identifier blocks. */
    public long count(VirtualIdentifierId identifier) {
        return NativeRows.number(
                entities.createNativeQuery("select count(*) from identifier_block where identifier_id = :identifier")
                        .setParameter("identifier", identifier.value())
                        .getSingleResult());
    }

    /** Keeps a new one. */
    public void add(VirtualIdentifierId identifier, Block block) {
        entities.createNativeQuery("""
            insert into identifier_block (id, identifier_id, pseudonym, blocked_at)
            values (:id, :identifier, :pseudonym, :at)""")
                .setParameter("id", block.id())
                .setParameter("identifier", identifier.value())
                .setParameter("pseudonym", block.pseudonym())
                .setParameter("at", block.at())
                .executeUpdate();
    }

    /**
     * Takes a block away.
     *
     * @return false when there was none
     */
    public boolean remove(VirtualIdentifierId identifier, String pseudonym) {
        return entities.createNativeQuery(
                                "delete from identifier_block where identifier_id = :identifier and pseudonym ="
                                        + " :pseudonym")
                        .setParameter("identifier", identifier.value())
                        .setParameter("pseudonym", pseudonym)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes blocks away from an account's identifiers, whoever is blocked.
     *
     * @param most how many
     * @return how many were taken away
     */
    public int removeAll(AccountId owner, int most) {
        List<?> ids = entities.createNativeQuery("""
            select b.id from identifier_block b join virtual_identifier v on v.id = b.identifier_id
            where v.account_id = :owner fetch first :most rows only""")
                .setParameter("owner", owner.value())
                .setParameter("most", most)
                .getResultList();
        return ids.isEmpty()
                ? 0
                : entities.createNativeQuery("delete from identifier_block where id in (:ids)")
                        .setParameter("ids", ids.stream().map(NativeRows::uuid).toList())
                        .executeUpdate();
    }

    private static Block block(Object[] row) {
        return new Block(NativeRows.uuid(row[0]), (String) row[1], NativeRows.instant(row[2]));
    }
}
