// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;

/** Why the transfers feature says no. */
public enum TransfersRefusal implements RefusalCode {
    /** The enterprise identifies data by another rule. */
    WRONG_RULE(RefusalKind.UNPROCESSABLE, "The enterprise identifies data by another algorithm"),
    /** A private server has asked for what this server does not have, in the domain of its enterprise. */
    CONTENT_UNKNOWN(RefusalKind.NOT_FOUND, "The central server has no such content"),
    /** There is no such terminal or account in the source's enterprise, or nobody of it who can be sent to. */
    TARGET_UNKNOWN(RefusalKind.UNPROCESSABLE, "There is nobody of the enterprise to send to"),
    /** Several terminals hold a channel from the address. */
    TARGET_AMBIGUOUS(RefusalKind.UNPROCESSABLE, "Several terminals are at this address"),
    /** The enterprise does not let its terminals be sent to by their address. */
    ADDRESSES_OFF(RefusalKind.FORBIDDEN, "The enterprise does not send to addresses"),
    /** Who is behind the code does not let it through, or there is nobody: which, is not told. */
    TRANSFER_REFUSED(RefusalKind.FORBIDDEN, "The transfer was not let through"),
    /** The owner has closed the identifier that it was sent to before anybody took it. */
    TRANSFER_CLOSED(RefusalKind.CONFLICT, "The identifier that it was sent to is closed"),
    TRANSFER_TOO_LARGE(RefusalKind.UNPROCESSABLE, "The data are larger than the server takes"),
    /** The enterprise, or the account, has as much on its way, or the enterprise in the store, as it may. */
    QUOTA_EXCEEDED(RefusalKind.NO_ROOM, "The enterprise has no room left"),
    /** The account has as many on their way as it may. */
    TOO_MANY_TRANSFERS(RefusalKind.CONFLICT, "The account has too many open transfers"),
    /** There is no challenge that can be answered: it was answered, it is too old, or none was issued. */
    CHALLENGE_OVER(RefusalKind.CONFLICT, "There is no challenge that can be answered"),
    /** Too many challenges of this content were issued to this account and not answered rightly: upload it. */
    UPLOAD_REQUIRED(RefusalKind.CONFLICT, "The data must be uploaded"),
    PROOF_WRONG(RefusalKind.FORBIDDEN, "The proof does not hold"),
    /** What the target has computed is not the code that the source has said. */
    RECEIPT_MISMATCH(RefusalKind.CONFLICT, "What was received is not what was sent"),
    /** The client speaks another version of tus. */
    TUS_VERSION(RefusalKind.STALE, "This server speaks tus 1.0.0"),
    /** The part does not begin where the upload ends. */
    UPLOAD_OFFSET(RefusalKind.CONFLICT, "The upload goes on at another offset"),
    /** A later request goes on with the upload. */
    UPLOAD_TAKEN_OVER(RefusalKind.CONFLICT, "A later request has taken the upload over"),
    /** An upload's length is not the transfer's size, or its parts do not make it up. */
    UPLOAD_LENGTH(RefusalKind.UNPROCESSABLE, "The length is not that of the transfer"),
    /** More comes than was announced. */
    UPLOAD_TOO_LARGE(RefusalKind.TOO_LARGE, "The upload is larger than was said"),
    /** As many bodies of the caller, or answers to it, are under way as may be. */
    TOO_MANY_STREAMS(RefusalKind.TOO_MANY, "Too many contents are on their way"),
    TOO_MANY_UPLOADS(RefusalKind.CONFLICT, "The transfer has too many uploads"),
    /** Of a concatenation, which is made of its parts alone. */
    UPLOAD_FINAL(RefusalKind.FORBIDDEN, "A concatenation takes no bytes of its own"),
    /** Parts of the transfer were joined before, and that is not verified yet. */
    UPLOAD_JOINED(RefusalKind.CONFLICT, "The parts are joined already"),
    /** It has expired, was terminated, or was not what its transfer's code says. */
    UPLOAD_GONE(RefusalKind.GONE, "The upload is no more"),
    CHECKSUM_MISMATCH(RefusalKind.CHECKSUM, "The part is not what its checksum says"),
    /** All is there, and it is not what the source has declared. */
    DIGEST_MISMATCH(RefusalKind.UNPROCESSABLE, "What was uploaded is not what the code says"),
    STORAGE_FULL(RefusalKind.NO_ROOM, "The server has no room for more bytes");

    private final RefusalKind kind;
    private final String title;

    TransfersRefusal(RefusalKind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public String code() {
        return PublishedName.of(this);
    }

    @Override
    public RefusalKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
