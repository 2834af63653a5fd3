// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.transfers.model.Declared;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.wire.DeliveryView;
import io.switchboard.transfers.wire.TargetKind;
import io.switchboard.transfers.wire.TargetView;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferView;
import java.util.List;
import java.util.Optional;

/** From a transfer to what each side may see of it. */
final class TransferViews {
    private TransferViews() {}

    /** Which side somebody is on. Who sends to the other terminals of its own account is on both: each terminal on its own. */
    static Optional<TransferSide> sideOf(Transfer transfer, Party party) {
        boolean receives = party.terminal() != null
                && transfer.deliveriesByTerminal().containsKey(party.terminal())
                && transfer.target().account().equals(party.account());
        return receives ? Optional.of(TransferSide.TARGET) : transfer.sideOf(party.account());
    }

    /** Whose data that side's view has, beside the side's own: what the source calls it. */
    static Optional<AccountId> otherIn(Transfer transfer, TransferSide side) {
        Declared declared = transfer.declared();
        boolean named = declared.name() != null || declared.mediaType() != null;
        return side == TransferSide.TARGET && named
                ? Optional.of(transfer.source().account())
                : Optional.empty();
    }

    static TransferView of(Transfer transfer, TransferSide side) {
        boolean source = side == TransferSide.SOURCE;
        boolean shown = !source && transfer.source().isShown();
        return new TransferView(
                transfer.id(),
                source ? TransferDirection.OUTGOING : TransferDirection.INCOMING,
                transfer.state(),
                source ? transfer.content() : transfer.content().toTarget(),
                transfer.failure(),
                transfer.declared().identification(),
                transfer.declared().size(),
                transfer.declared().name(),
                transfer.declared().mediaType(),
                source ? target(transfer) : null,
                source ? null : transfer.target().identifier().orElse(null),
                source ? null : transfer.source().pseudonym(),
                shown ? transfer.source().account() : null,
                shown ? transfer.source().terminal().orElse(null) : null,
                source ? transfer.relay().orElse(null) : null,
                transfer.completion(),
                source && transfer.target().hidden() ? null : deliveries(transfer),
                transfer.createdAt(),
                transfer.expiresAt(),
                transfer.endedAt(),
                source ? transfer.source().notes().externalId() : null,
                source ? NotesText.metadata(transfer.source().notes()) : null,
                null);
    }

    private static TargetView target(Transfer transfer) {
        TargetKind kind = transfer.target().kind();
        return new TargetView(
                kind,
                kind == TargetKind.TERMINAL ? transfer.target().terminal().orElseThrow() : null,
                kind == TargetKind.ACCOUNT ? transfer.target().account() : null);
    }

    private static List<DeliveryView> deliveries(Transfer transfer) {
        return transfer.deliveriesByTerminal().entrySet().stream()
                .map(delivery -> new DeliveryView(delivery.getKey(), delivery.getValue()))
                .toList();
    }
}
