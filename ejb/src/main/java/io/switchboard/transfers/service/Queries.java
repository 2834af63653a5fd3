// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What of a private server's query takes more than one transaction, at the central. */
@ApplicationScoped
public class Queries {
    @Inject
    QueryService service;

    @Inject
    Proofs proofs;

    @Inject
    Requests requests;

    /**
     * Checks the proof that a private server passes on.
     *
     * @return how it goes then, or the refusal {@code proof-wrong}
     * @throws io.switchboard.shared.model.RefusedException {@code not-found}; as {@link Proofs#prove}
     */
    public Outcome<QueryView> prove(Invocation invocation, TransferId id, ProofRequest request) {
        Outcome<TransferView> outcome = proofs.prove(forSource(invocation.withoutClaim(), id), id, request);
        if (outcome instanceof Outcome.Refused<TransferView> refused) {
            return requests.run(() -> service.refused(invocation, refused.code()));
        }
        return new Outcome.Done<>(requests.run(() -> service.get(invocation, id)));
    }

    /**
     * What a private server may fetch, see {@link QueryService#fetch}.
     *
     * @throws io.switchboard.shared.model.RefusedException {@code not-found}; {@code illegal-move}
     */
    public DeliveryService.Fetched fetch(Invocation invocation, TransferId id) {
        return requests.run(() -> service.fetch(invocation, id));
    }

    /**
     * The same request, carried out for the source of what was asked for.
     *
     * @throws io.switchboard.shared.model.RefusedException {@code not-found}
     */
    public Invocation forSource(Invocation invocation, TransferId id) {
        return requests.run(() -> service.forSource(invocation, id));
    }
}
