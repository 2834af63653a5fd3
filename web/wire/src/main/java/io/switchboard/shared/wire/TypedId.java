// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.UUID;

/**
 * An id that knows what it names. On the wire it is the UUID's text, opaque to clients. Two ids are equal when they are of the same
 * type and hold the same value.
 */
public abstract class TypedId implements Comparable<TypedId> {
    private final UUID value;

    /** Wraps a value the server made or read. */
    protected TypedId(UUID value) {
        this.value = value;
    }

    /**
     * Reads the canonical 36-character text.
     *
     * @throws IllegalArgumentException when the text is not a UUID in canonical form
     */
    protected TypedId(String text) {
        this.value = parse(text);
    }

    private static UUID parse(String text) {
        UUID parsed = UUID.fromString(text);
        if (!parsed.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not an id");
        }
        return parsed;
    }

    /** The value as it is stored. */
    public final UUID value() {
        return value;
    }

    @Override
    public final int compareTo(TypedId other) {
        return value.compareTo(other.value);
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // ids of different types are different, whatever their values
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((TypedId) other).value.equals(value);
    }

    @Override
    public final int hashCode() {
        return value.hashCode();
    }

    @Override
    public final String toString() {
        return value.toString();
    }
}
