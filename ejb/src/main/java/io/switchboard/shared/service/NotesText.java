// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.switchboard.shared.model.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between notes as they are said and as they are kept. */
public final class NotesText {
    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

    private NotesText() {}

    /** To be kept; no pairs are kept as nothing. */
    public static Notes keep(@Nullable String externalId, @Nullable Map<String, String> metadata) {
        return new Notes(externalId, metadata == null || metadata.isEmpty() ? null : WireJson.write(metadata));
    }

    /** The pairs that are kept, in the order of their keys. */
    public static Map<String, String> metadata(Notes notes) {
        String kept = notes.metadata();
        try {
            return kept == null ? Map.of() : WireJson.mapper().readValue(kept, PAIRS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kept metadata cannot be read", e);
        }
    }
}
