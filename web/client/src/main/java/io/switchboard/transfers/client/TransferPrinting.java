// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import io.switchboard.transfers.wire.TargetView;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferView;
import java.util.List;

/** Transfers as people read them. */
final class TransferPrinting {
    private TransferPrinting() {}

    static void print(CommandContext context, TransferView view) {
        context.printer()
                .resource(
                        view,
                        Fields.of(
                                "id",
                                view.id(),
                                "direction",
                                view.direction(),
                                "state",
                                view.state(),
                                "content",
                                content(view),
                                "name",
                                view.name(),
                                "type",
                                view.mediaType(),
                                "bytes",
                                view.size(),
                                "code",
                                view.identification().algorithm() + " "
                                        + view.identification().digest(),
                                "to",
                                view.target() == null ? null : target(view.target()),
                                "to identifier",
                                view.virtualIdentifierId(),
                                "from",
                                view.sender(),
                                "from account",
                                view.sourceAccountId(),
                                "from terminal",
                                view.sourceTerminalId(),
                                "complete with",
                                view.completion(),
                                "terminals",
                                deliveries(view),
                                "declared",
                                view.createdAt(),
                                "until",
                                view.endedAt() == null ? view.expiresAt() : null,
                                "ended",
                                view.endedAt(),
                                "external id",
                                view.externalId(),
                                "metadata",
                                Fields.pairs(view.metadata())));
    }

    static String content(TransferView view) {
        return view.failure() == null ? view.content().toString() : view.content() + " (" + view.failure() + ")";
    }

    /** Who is on the other side, as far as this side may see it. */
    static String peer(TransferView view) {
        if (view.direction() == TransferDirection.INCOMING) {
            return "from " + source(view);
        }
        return view.target() == null ? "" : "to " + target(view.target());
    }

    private static String target(TargetView target) {
        return switch (target.kind()) {
            case TERMINAL -> "terminal " + target.terminalId();
            case ACCOUNT -> "account " + target.accountId();
            case VIRTUAL_IDENTIFIER -> "the owner of a code";
            case ADDRESS -> "an address";
        };
    }

    /** Who sends to a code is seen by a pseudonym. */
    static String source(TransferView view) {
        return view.sourceAccountId() == null ? String.valueOf(view.sender()) : "account " + view.sourceAccountId();
    }

    private static List<String> deliveries(TransferView view) {
        return view.deliveries() == null
                ? List.of()
                : view.deliveries().stream()
                        .map(delivery -> delivery.terminalId() + " " + delivery.state())
                        .toList();
    }
}
