// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * What an enterprise keeps on a thing for its own use. Means nothing here, and nobody else ever sees it.
 *
 * @param externalId its own id for the thing
 * @param metadata pairs of texts, as a JSON object; null for none
 */
@Embeddable
public record Notes(
        @Column(name = "external_id", length = 100) @Nullable
        String externalId,

        @Column(name = "metadata") @Nullable String metadata) {
    /** Nothing. */
    public static Notes none() {
        return new Notes(null, null);
    }

    /** What JPA has read, which is nothing at all where every column is empty. */
    public static Notes of(@Nullable Notes read) {
        return read == null ? none() : read;
    }
}
