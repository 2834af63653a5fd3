// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Virtual identifiers as people read them. */
final class IdentifierPrinting {
    private IdentifierPrinting() {}

    static void print(CommandContext context, VirtualIdentifierView view) {
        context.printer().resource(view, fields(view));
    }

    static String calls(VirtualIdentifierView view) {
        return view.callsUsed() + " of " + view.conditions().maxCalls();
    }

    private static @Nullable String hours(@Nullable WeeklyHours hours) {
        return hours == null ? null : WeeklyHoursText.of(hours);
    }

    private static Map<String, ?> fields(VirtualIdentifierView view) {
        Map<String, @Nullable Object> fields =
                new LinkedHashMap<>(Fields.of("id", view.id(), "state", view.state(), "label", view.label()));
        view.codes().forEach((form, code) -> fields.put(form.toString(), code));
        fields.putAll(Fields.of(
                "calls", calls(view),
                "counted when", view.conditions().countOn(),
                "not before", view.conditions().notBefore(),
                "valid until", view.conditions().validUntil(),
                "open", hours(view.conditions().weeklyHours()),
                "only for", view.conditions().allowCallers(),
                "PIN", view.conditions().pinRequired() ? "required" : null,
                "external id", view.externalId(),
                "metadata", Fields.pairs(view.metadata()),
                "issued", view.createdAt(),
                "revoked", view.revokedAt()));
        return fields;
    }
}
