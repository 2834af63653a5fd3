// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.DeclineTransferRequest;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.ReceiptRequest;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import java.util.Optional;

/** The transfers of an account, from both sides. A move that the transfer's state does not allow fails with {@code illegal-move}. */
public final class Transfers {
    private static final ApiPath TRANSFERS = ApiPath.of("transfers");

    private final Session session;

    private Transfers(Session session) {
        this.session = session;
    }

    /** Of the account that this session speaks for. */
    public static Transfers of(AccountSession account) {
        return new Transfers(account.session());
    }

    /**
     * Declares what is sent, once for this key. The answer's {@code content} says what comes next: {@code stored}, nothing;
     * {@code proof-required}, the answer to its challenge; {@code declared}, the upload.
     */
    public TransferView declare(CreateTransferRequest request, IdempotencyKey key) {
        return session.post(TRANSFERS, Optional.of(request), TransferView.class, key);
    }

    /** Those that are asked for, newest first. */
    public Listing<TransferView> list(TransferFilter asked) {
        ApiPath path = TRANSFERS
                .with("direction", Optional.ofNullable(asked.direction()))
                .with("state", Optional.ofNullable(asked.state()))
                .with("externalId", Optional.ofNullable(asked.externalId()))
                .with("since", Optional.ofNullable(asked.since()))
                .with("until", Optional.ofNullable(asked.until()));
        return session.list(path, TransferView.class);
    }

    /** Reads one, as this side may see it. */
    public TransferView get(TransferId id) {
        return session.get(TRANSFERS.slash(id), TransferView.class);
    }

    /** Asks for another challenge; {@code upload-required} when there were too many already. */
    public TransferView challenge(TransferId id) {
        return session.post(TRANSFERS.slash(id).slash("challenge"), Optional.empty(), TransferView.class);
    }

    /** Answers the challenge; {@code proof-wrong}, {@code challenge-over}. */
    public TransferView prove(TransferId id, ProofRequest proof) {
        return session.post(TRANSFERS.slash(id).slash("proof"), Optional.of(proof), TransferView.class);
    }

    /** Takes back what this side sends. */
    public TransferView cancel(TransferId id) {
        return session.post(TRANSFERS.slash(id).slash("cancellation"), Optional.empty(), TransferView.class);
    }

    /** Says no to what this side is sent. */
    public TransferView decline(TransferId id, DeclineTransferRequest request) {
        return session.post(TRANSFERS.slash(id).slash("decline"), Optional.of(request), TransferView.class);
    }

    /** Says that this terminal has all of it; {@code receipt-mismatch} when that is not what was sent. */
    public TransferView received(TransferId id, Identification computed) {
        return session.post(
                TRANSFERS.slash(id).slash("receipt"), Optional.of(new ReceiptRequest(computed)), TransferView.class);
    }
}
