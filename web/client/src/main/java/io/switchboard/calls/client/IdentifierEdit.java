// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.wire.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a virtual identifier (RFC 7396): what is not named stays, and null takes a value away, so that the enterprise's default
 * holds again. Immutable.
 */
public final class IdentifierEdit {
    /** A change of nothing. */
    public static final IdentifierEdit NOTHING = new IdentifierEdit(Map.of(), Map.of());

    private final Map<String, @Nullable Object> top;
    private final Map<String, @Nullable Object> conditions;

    private IdentifierEdit(Map<String, @Nullable Object> top, Map<String, @Nullable Object> conditions) {
        this.top = top;
        this.conditions = conditions;
    }

    /** What callers may see. */
    public IdentifierEdit label(@Nullable String label) {
        return new IdentifierEdit(with(top, "label", label), conditions);
    }

    /** The owner's own id for it. */
    public IdentifierEdit externalId(@Nullable String externalId) {
        return new IdentifierEdit(with(top, "externalId", externalId), conditions);
    }

    /** Pairs that the owner keeps on it; one whose value is null goes, and one that is not named stays. */
    public IdentifierEdit metadata(Map<String, @Nullable String> pairs) {
        return new IdentifierEdit(with(top, "metadata", new LinkedHashMap<>(pairs)), conditions);
    }

    /** No call before this moment. */
    public IdentifierEdit notBefore(@Nullable Instant moment) {
        return condition("notBefore", moment);
    }

    /** No call from this moment on. */
    public IdentifierEdit validUntil(@Nullable Instant moment) {
        return condition("validUntil", moment).condition("validFor", null);
    }

    /** No call after this time, counted from {@code notBefore} or from now. */
    public IdentifierEdit validFor(@Nullable Duration time) {
        return condition("validUntil", null).condition("validFor", time);
    }

    /** How many calls are let through. */
    public IdentifierEdit maxCalls(@Nullable Integer calls) {
        return condition("maxCalls", calls);
    }

    /** What counts as one. */
    public IdentifierEdit countOn(@Nullable CountOn what) {
        return condition("countOn", what);
    }

    /** In which hours of the week; null for all. */
    public IdentifierEdit weeklyHours(@Nullable WeeklyHours hours) {
        return condition("weeklyHours", hours);
    }

    /** Who may call, if they say who they are; null for anybody. */
    public IdentifierEdit allowCallers(@Nullable List<AccountId> callers) {
        return condition("allowCallers", callers);
    }

    /** What callers must know, 6 to 12 digits; null for nothing. */
    public IdentifierEdit pin(@Nullable String pin) {
        return condition("pin", pin);
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return top.isEmpty() && conditions.isEmpty();
    }

    JsonNode mergePatch() {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>(top);
        if (!conditions.isEmpty()) {
            patch.put("conditions", conditions);
        }
        return Json.tree(patch);
    }

    private IdentifierEdit condition(String name, @Nullable Object value) {
        return new IdentifierEdit(top, with(conditions, name, value));
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> before, String name, @Nullable Object value) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        after.put(name, value);
        return after;
    }
}
