// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import static io.switchboard.transfers.model.TransferScene.CODE;
import static io.switchboard.transfers.model.TransferScene.CONTENT;
import static io.switchboard.transfers.model.TransferScene.PHONE;
import static io.switchboard.transfers.model.TransferScene.TABLET;

import io.switchboard.transfers.wire.FailureReason;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Everything that anybody can do to a transfer. */
enum TransferAction {
    SOURCE_UPLOADS(Transfer::uploading),
    CONTENT_IS_STORED((transfer, now) -> transfer.stored(CONTENT, now)),
    CONTENT_IS_WRONG((transfer, now) -> transfer.fail(FailureReason.DIGEST_MISMATCH, now)),
    CONTENT_IS_DAMAGED((transfer, now) -> transfer.fail(FailureReason.CONTENT_DAMAGED, now)),
    PHONE_FETCHES((transfer, now) -> transfer.fetching(PHONE, now)),
    PHONE_RECEIVES((transfer, now) -> transfer.received(PHONE, CODE, now)),
    TABLET_RECEIVES((transfer, now) -> transfer.received(TABLET, CODE, now)),
    PHONE_DECLINES((transfer, now) -> transfer.decline(PHONE, now)),
    ACCOUNT_DECLINES((transfer, now) -> transfer.decline(null, now)),
    SOURCE_CANCELS(Transfer::cancel),
    PHONE_IS_REVOKED((transfer, now) -> transfer.withdraw(PHONE, now)),
    TIME_SETTLES(Transfer::settle);

    @SuppressWarnings("ImmutableEnumChecker") // none of the deeds remembers anything
    private final BiConsumer<Transfer, Instant> deed;

    TransferAction(BiConsumer<Transfer, Instant> deed) {
        this.deed = deed;
    }

    void on(Transfer transfer, Instant now) {
        deed.accept(transfer, now);
    }
}
