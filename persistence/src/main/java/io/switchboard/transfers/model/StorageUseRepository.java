// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * How many bytes an enterprise uses: logical ones, of all transfers that are open, as if each were kept for itself, and physical ones, of
 * what is in the store; what is being uploaded counts for its transfer. And how many transfers of an account are open, with their bytes.
 * Changed by conditional updates alone.
 */
@Dependent
public class StorageUseRepository {
    private final EntityManager entities;

    @Inject
    public StorageUseRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Makes the row of an enterprise that has none. Two at the same moment: one fails, and is run again.
     *
     * @return false when it had one
     */
    public boolean prepare(EnterpriseId enterprise) {
        return entities.createNativeQuery("""
                        insert into storage_use (enterprise_id, logical, physical)
                        select e.id, 0, 0 from enterprise e where e.id = :enterprise
                        and not exists (select 1 from storage_use s where s.enterprise_id = e.id)""")
                        .setParameter("enterprise", enterprise.value())
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes logical bytes.
     *
     * @return false, and nothing is taken, when that would be more than the limit
     */
    public boolean takeLogical(EnterpriseId enterprise, long bytes, long limit) {
        return entities.createNativeQuery("""
                        update storage_use set logical = logical + :bytes
                        where enterprise_id = :enterprise and logical + :bytes <= :limit""")
                        .setParameter("bytes", bytes)
                        .setParameter("enterprise", enterprise.value())
                        .setParameter("limit", limit)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes physical bytes.
     *
     * @return false, and nothing is taken, when that would be more than the limit
     */
    public boolean takePhysical(EnterpriseId enterprise, long bytes, long limit) {
        return entities.createNativeQuery("""
                        update storage_use set physical = physical + :bytes
                        where enterprise_id = :enterprise and physical + :bytes <= :limit""")
                        .setParameter("bytes", bytes)
                        .setParameter("enterprise", enterprise.value())
                        .setParameter("limit", limit)
                        .executeUpdate()
                == 1;
    }

    /** How many physical bytes an enterprise uses now; without a lock. */
    public long physical(EnterpriseId enterprise) {
        List<?> found = entities.createNativeQuery("select physical from storage_use where enterprise_id = :enterprise")
                .setParameter("enterprise", enterprise.value())
                .getResultList();
        return found.isEmpty() ? 0 : ((Number) found.get(0)).longValue();
    }

    /** Gives bytes back that were taken. */
    public void giveBack(EnterpriseId enterprise, long logical, long physical) {
        int changed = entities.createNativeQuery("""
                        update storage_use set logical = logical - :logical, physical = physical - :physical
                        where enterprise_id = :enterprise""")
                .setParameter("logical", logical)
                .setParameter("physical", physical)
                .setParameter("enterprise", enterprise.value())
                .executeUpdate();
        if (changed != 1) {
            throw new IllegalStateException("nothing was taken by " + enterprise);
        }
    }

    /**
     * What is used now, for reading.
     *
     * @param enterprise logical bytes of the enterprise
     * @param account those of the account
     * @param transfers of the account, open
     */
    public record Used(long enterprise, long account, long transfers) {}

    /** What is used now. Two statements, no lock. */
    public Used used(EnterpriseId enterprise, AccountId account) {
        List<?> found = entities.createNativeQuery("select logical from storage_use where enterprise_id = :enterprise")
                .setParameter("enterprise", enterprise.value())
                .getResultList();
        long all = found.isEmpty() ? 0 : NativeRows.number(found.get(0));
        return NativeRows.of(entities.createNativeQuery(
                                "select logical, transfers from transfer_share where account_id = :account")
                        .setParameter("account", account.value()))
                .stream()
                .map(row -> new Used(all, NativeRows.number(row[0]), NativeRows.number(row[1])))
                .findFirst()
                .orElseGet(() -> new Used(all, 0, 0));
    }

    /** Makes the row of an account that has none. Two at the same moment: one fails, and is run again. */
    public boolean prepare(AccountId account) {
        return entities.createNativeQuery("""
                        insert into transfer_share (account_id, transfers, logical)
                        select a.id, 0, 0 from account a where a.id = :account
                        and not exists (select 1 from transfer_share s where s.account_id = a.id)""")
                        .setParameter("account", account.value())
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes the place of a transfer, and its bytes.
     *
     * @return false, and nothing is taken, when that would be more of the one or the other
     */
    public boolean take(AccountId account, long bytes, long most, int transfers) {
        return entities.createNativeQuery("""
                        update transfer_share set transfers = transfers + 1, logical = logical + :bytes
                        where account_id = :account and transfers < :transfers and logical + :bytes <= :most""")
                        .setParameter("bytes", bytes)
                        .setParameter("account", account.value())
                        .setParameter("transfers", transfers)
                        .setParameter("most", most)
                        .executeUpdate()
                == 1;
    }

    /** Gives places and bytes back that were taken. */
    public void giveBack(AccountId account, int transfers, long bytes) {
        int changed = entities.createNativeQuery("""
                        update transfer_share set transfers = transfers - :transfers, logical = logical - :bytes
                        where account_id = :account""")
                .setParameter("transfers", transfers)
                .setParameter("bytes", bytes)
                .setParameter("account", account.value())
                .executeUpdate();
        if (changed != 1) {
            throw new IllegalStateException("nothing was taken by " + account);
        }
    }
}
