// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/**
 * How many bytes an enterprise uses: logical ones, of all transfers that are open, as if each were kept for itself, and physical ones, of
 * what is in the store and of what is being uploaded. Changed by conditional updates alone.
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
}
