// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import static io.switchboard.transfers.model.TransferScene.CODE;
import static io.switchboard.transfers.model.TransferScene.PHONE;
import static io.switchboard.transfers.model.TransferScene.TABLET;
import static io.switchboard.transfers.model.TransferScene.at;
import static io.switchboard.transfers.model.TransferScene.declared;
import static io.switchboard.transfers.model.TransferScene.uploaded;

import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.FailureReason;
import java.util.function.Supplier;

/** Every state that a transfer can be in, told by how it came there; at second 10 no deadline has passed. */
enum Stage {
    DECLARED(() -> declared(Completion.FIRST_RECEIPT, false)),
    PROVING(() -> declared(Completion.FIRST_RECEIPT, true)),
    UPLOADING(() -> {
        Transfer transfer = declared(Completion.FIRST_RECEIPT, false);
        transfer.uploading(at(1));
        return transfer;
    }),
    FOLLOWED(() -> {
        Transfer transfer = declared(Completion.FIRST_RECEIPT, false);
        transfer.uploading(at(1));
        transfer.fetching(PHONE, at(2));
        return transfer;
    }),
    STORED(() -> uploaded(declared(Completion.FIRST_RECEIPT, false), 1)),
    FETCHED(() -> {
        Transfer transfer = uploaded(declared(Completion.FIRST_RECEIPT, false), 1);
        transfer.fetching(PHONE, at(2));
        return transfer;
    }),
    FOR_ALL(() -> uploaded(declared(Completion.ALL_RECEIPTS, false), 1)),
    HALF_RECEIVED(() -> {
        Transfer transfer = uploaded(declared(Completion.ALL_RECEIPTS, false), 1);
        transfer.received(PHONE, CODE, at(3));
        return transfer;
    }),
    HALF_DECLINED(() -> {
        Transfer transfer = uploaded(declared(Completion.FIRST_RECEIPT, false), 1);
        transfer.decline(TABLET, at(3));
        return transfer;
    }),
    RECEIVED(() -> {
        Transfer transfer = uploaded(declared(Completion.FIRST_RECEIPT, false), 1);
        transfer.received(PHONE, CODE, at(3));
        return transfer;
    }),
    DECLINED(() -> {
        Transfer transfer = declared(Completion.FIRST_RECEIPT, false);
        transfer.decline(null, at(3));
        return transfer;
    }),
    EXPIRED(() -> {
        Transfer transfer = declared(Completion.FIRST_RECEIPT, false);
        transfer.settle(at(100));
        return transfer;
    }),
    CANCELLED(() -> {
        Transfer transfer = declared(Completion.FIRST_RECEIPT, false);
        transfer.cancel(at(3));
        return transfer;
    }),
    FAILED(() -> {
        Transfer transfer = declared(Completion.FIRST_RECEIPT, false);
        transfer.uploading(at(1));
        transfer.fail(FailureReason.DIGEST_MISMATCH, at(3));
        return transfer;
    });

    @SuppressWarnings("ImmutableEnumChecker") // none of the stories remembers anything
    private final Supplier<Transfer> story;

    Stage(Supplier<Transfer> story) {
        this.story = story;
    }

    /** A transfer at this stage whose changes were told. */
    Transfer reached() {
        Transfer transfer = story.get();
        transfer.takeChanges();
        return transfer;
    }
}
