// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a content, as the field {@code Range} asks for it (RFC 9110 section 14).
 *
 * @param first the first byte, from 0
 * @param last the last byte, which belongs to it
 */
public record ByteRange(long first, long last) {
    private static final Pattern ONE =
            Pattern.compile("bytes=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*", Pattern.CASE_INSENSITIVE);

    /** How many bytes. */
    public long length() {
        return last - first + 1;
    }

    /**
     * Reads the field. A server may pass over what it does not know: another unit, several ranges, and what is malformed.
     *
     * @param size how many bytes there are
     * @return empty when the field asks for nothing that is known here, which is to ask for all
     * @throws UnsatisfiableException when it asks for bytes that there are not
     */
    public static Optional<ByteRange> parse(String field, long size) throws UnsatisfiableException {
        Matcher one = ONE.matcher(field);
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (one.group(1).isEmpty()) {
            long length = Math.min(Long.parseLong(one.group(2)), size);
            return Optional.of(existing(size - length, size - 1, size));
        }
        long first = Long.parseLong(one.group(1));
        long last = one.group(2).isEmpty() ? size - 1 : Long.parseLong(one.group(2));
        if (!one.group(2).isEmpty() && last < first) {
            return Optional.empty();
        }
        return Optional.of(existing(first, Math.min(last, size - 1), size));
    }

    private static ByteRange existing(long first, long last, long size) throws UnsatisfiableException {
        if (first >= size || last < first) {
            throw new UnsatisfiableException();
        }
        return new ByteRange(first, last);
    }

    /** None of the bytes that are asked for are there. */
    public static final class UnsatisfiableException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
