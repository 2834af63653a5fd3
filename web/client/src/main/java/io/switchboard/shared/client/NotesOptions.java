// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an enterprise keeps on a thing for its own use, on the command line. */
public final class NotesOptions {
    @Option(
            names = "--external-id",
            paramLabel = "ID",
            description = "your own id for it, to find it by; an edit takes it away by an empty one")
    private @Nullable String externalId;

    @Option(
            names = "--metadata",
            paramLabel = "KEY=VALUE",
            description = "whatever else you keep on it; may be repeated; an edit takes a pair away by KEY=")
    private Map<String, String> metadata = new LinkedHashMap<>();

    /** Whether nothing was said. */
    public boolean isSilent() {
        return externalId == null && metadata.isEmpty();
    }

    /** The external id that was given; null for none. */
    public @Nullable String externalId() {
        return externalId(null);
    }

    /** The pairs that were given; null for none. */
    public @Nullable Map<String, String> metadata() {
        Map<String, String> given = metadata(Map.of());
        return given.isEmpty() ? null : given;
    }

    /** The pairs as an edit names them; null for one that goes. */
    public Map<String, @Nullable String> changes() {
        Map<String, @Nullable String> changes = new TreeMap<>();
        metadata.forEach((key, value) -> changes.put(key, value.isEmpty() ? null : value));
        return changes;
    }

    /** Whether an external id was given, if only to take it away. */
    public boolean namesExternalId() {
        return externalId != null;
    }

    /** The external id after the edit of one that had this. */
    public @Nullable String externalId(@Nullable String before) {
        String given = externalId == null ? before : externalId;
        return given == null || given.isEmpty() ? null : given;
    }

    /** The pairs after the edit of one that had these. */
    public Map<String, String> metadata(Map<String, String> before) {
        Map<String, String> after = new TreeMap<>(before);
        metadata.forEach((key, value) -> {
            if (value.isEmpty()) {
                after.remove(key);
            } else {
                after.put(key, value);
            }
        });
        return after;
    }
}
