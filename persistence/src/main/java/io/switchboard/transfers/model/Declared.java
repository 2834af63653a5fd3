// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

/**
 * What the source has said that it sends.
 *
 * @param algorithm by which rule the code was made
 * @param digest the code in hexadecimal
 * @param size in bytes
 * @param name what the target may call it
 * @param mediaType what it is
 */
@Embeddable
public record Declared(
        @Enumerated(EnumType.STRING) @Column(name = "algorithm", nullable = false, length = 20)
        IdentificationRule algorithm,

        @Column(name = "digest", nullable = false, length = 128)
        String digest,

        @Column(name = "size", nullable = false) long size,
        @Column(name = "name", length = 255) @Nullable String name,
        @Column(name = "media_type", length = 127) @Nullable String mediaType) {
    /** From what was said. */
    public static Declared of(
            Identification identification, long size, @Nullable String name, @Nullable String mediaType) {
        return new Declared(identification.algorithm(), identification.digest(), size, name, mediaType);
    }

    /** The code with its rule. */
    public Identification identification() {
        return new Identification(algorithm, digest);
    }

    /** The same without what a person has called it. */
    Declared forgotten() {
        return new Declared(algorithm, digest, size, null, null);
    }
}
