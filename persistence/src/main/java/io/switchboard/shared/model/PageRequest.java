// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.util.UUID;

/**
 * Which part of a list is asked for. Lists are in descending order of their time-ordered ids, so that new items never shift a page.
 *
 * @param before only ids smaller than this
 * @param limit how many rows at most, 1 or more
 */
public record PageRequest(UUID before, int limit) {
    /** Larger than every id. */
    public static final UUID START = new UUID(-1, -1);

    /** The same page and one more row, which tells whether there is a next page. */
    public PageRequest withOneMore() {
        return new PageRequest(before, limit + 1);
    }
}
