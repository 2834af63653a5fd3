// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransactionMemory;
import io.switchboard.shared.service.TransactionTail;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.model.StorageUseRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The room that enterprises have, and the shares of their accounts in it. A transfer takes its logical bytes when it is declared; what is in
 * the store takes physical ones. What is given back is collected and written at the end of the transaction, enterprises before accounts and
 * each in the order of their ids: two transactions that end transfers of the same ones do not wait for each other crosswise.
 */
@ApplicationScoped
class Room implements TransactionTail {
    @Inject
    StorageUseRepository use;

    @Inject
    TransactionMemory memory;

    @Inject
    Settings settings;

    /**
     * What is given back.
     *
     * @param transfers of an account; 0 of an enterprise
     */
    private record Sum(int transfers, long logical, long physical) {
        Sum plus(Sum other) {
            return new Sum(transfers + other.transfers, logical + other.logical, physical + other.physical);
        }
    }

    private record GivenBack(SortedMap<EnterpriseId, Sum> enterprises, SortedMap<AccountId, Sum> accounts) {}

    /**
     * Why a transfer of so many bytes cannot be taken now, from a plain read: it locks nothing, and so can come before everything that a
     * declaration looks at. Two statements.
     */
    Optional<RefusedException> lacking(Party source, long bytes, Share share) {
        long limit = settings.get(TransferKeys.LOGICAL_LIMIT);
        StorageUseRepository.Used used = use.used(source.enterprise(), source.account());
        if (bytes > limit - used.enterprise()) {
            return Optional.of(RefusedException.of(TransfersRefusal.QUOTA_EXCEEDED));
        }
        if (used.transfers() >= share.transfers()) {
            return Optional.of(RefusedException.of(
                    TransfersRefusal.TOO_MANY_TRANSFERS, "At most " + share.transfers() + " at a time"));
        }
        return bytes > share.of(limit) - used.account()
                ? Optional.of(RefusedException.of(
                        TransfersRefusal.QUOTA_EXCEEDED,
                        "This account may have " + share.percent() + " percent of the enterprise's room"))
                : Optional.empty();
    }

    /**
     * Takes the room of a transfer.
     *
     * @return false, and nothing is taken, when there is not as much
     */
    boolean take(Party source, long bytes, Share share) {
        long limit = settings.get(TransferKeys.LOGICAL_LIMIT);
        EnterpriseId enterprise = source.enterprise();
        if (!use.takeLogical(enterprise, bytes, limit)
                && !(use.prepare(enterprise) && use.takeLogical(enterprise, bytes, limit))) {
            return false;
        }
        AccountId account = source.account();
        long most = share.of(limit);
        boolean taken = use.take(account, bytes, most, share.transfers())
                || (use.prepare(account) && use.take(account, bytes, most, share.transfers()));
        if (!taken) {
            use.giveBack(enterprise, bytes, 0);
        }
        return taken;
    }

    /**
     * Takes the room of a content.
     *
     * @throws RefusedException {@code quota-exceeded}
     */
    void takePhysical(EnterpriseId enterprise, long bytes) {
        long limit = settings.get(TransferKeys.PHYSICAL_LIMIT);
        if (!use.takePhysical(enterprise, bytes, limit)
                && !(use.prepare(enterprise) && use.takePhysical(enterprise, bytes, limit))) {
            throw full();
        }
    }

    private static RefusedException full() {
        return RefusedException.of(
                TransfersRefusal.QUOTA_EXCEEDED,
                "What the enterprise has stored leaves too little room; what is not needed any more goes by and by");
    }

    /**
     * Does nothing when a content would have room; without a lock. One statement.
     *
     * @throws RefusedException {@code quota-exceeded}
     */
    void requirePhysical(EnterpriseId enterprise, long bytes) {
        if (bytes > settings.get(TransferKeys.PHYSICAL_LIMIT) - use.physical(enterprise)) {
            throw full();
        }
    }

    /** Gives back what a transfer that is over has taken. */
    void giveBack(Transfer over) {
        long bytes = over.declared().size();
        givenBack().enterprises().merge(over.enterprise(), new Sum(0, bytes, 0), Sum::plus);
        givenBack().accounts().merge(over.source().account(), new Sum(1, bytes, 0), Sum::plus);
    }

    /** Gives the room of a content back that is gone. */
    void giveBackPhysical(EnterpriseId enterprise, long bytes) {
        givenBack().enterprises().merge(enterprise, new Sum(0, 0, bytes), Sum::plus);
    }

    private GivenBack givenBack() {
        return memory.of(Room.class, () -> new GivenBack(new TreeMap<>(), new TreeMap<>()));
    }

    @Override
    public int order() {
        return 5;
    }

    @Override
    public void write() {
        GivenBack all = givenBack();
        all.enterprises().forEach((enterprise, sum) -> use.giveBack(enterprise, sum.logical(), sum.physical()));
        all.accounts().forEach((account, sum) -> use.giveBack(account, sum.transfers(), sum.logical()));
        all.enterprises().clear();
        all.accounts().clear();
    }
}
