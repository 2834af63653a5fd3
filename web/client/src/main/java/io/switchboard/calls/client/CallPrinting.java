// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.wire.AddressView;
import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallerAccountView;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import java.util.List;
import java.util.stream.Collectors;

/** Calls as people read them. */
final class CallPrinting {
    private CallPrinting() {}

    static void print(CommandContext context, CallView view) {
        context.printer()
                .resource(
                        view,
                        Fields.of(
                                "id",
                                view.id(),
                                "direction",
                                view.direction(),
                                "state",
                                state(view),
                                "label",
                                view.label(),
                                "identifier",
                                view.virtualIdentifierId(),
                                "caller",
                                view.callerPseudonym(),
                                "who is",
                                view.callerAccount() == null ? null : who(view.callerAccount()),
                                "disclosed",
                                Boolean.TRUE.equals(view.accountDisclosed()) ? "your account" : null,
                                "placed",
                                view.placedAt(),
                                // The caller is shown the latest moment; the owner's terminals may stop before.
                                view.direction() == CallDirection.OUTGOING ? "rings at most until" : "rings until",
                                view.state() == CallState.RINGING ? view.ringUntil() : null,
                                "answered",
                                view.answeredAt(),
                                "connected",
                                view.connectedAt(),
                                "ended",
                                view.endedAt(),
                                "terminals",
                                legs(view),
                                "external id",
                                view.externalId(),
                                "metadata",
                                Fields.pairs(view.metadata())));
    }

    static String state(CallView view) {
        return view.endReason() == null ? view.state().toString() : view.state() + " (" + view.endReason() + ")";
    }

    static String who(CallerAccountView caller) {
        return caller.addresses().stream()
                        .map(AddressView::value)
                        .collect(Collectors.joining(", ", caller.name() + ", ", ""))
                + " (" + caller.id() + ")";
    }

    private static List<String> legs(CallView view) {
        return view.legs() == null
                ? List.of()
                : view.legs().stream()
                        .map(leg -> leg.terminalId() + " " + leg.state())
                        .toList();
    }
}
