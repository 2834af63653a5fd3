// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one transaction of an erasure has done.
 *
 * @param rows how many it has dealt with
 * @param next after which row the next part goes on; empty when nothing is left
 */
public record ErasedPart(int rows, Optional<UUID> next) {
    private static final UUID NO_ROW = new UUID(0, 0);

    /**
     * Of rows that stay, and are dealt with in the order of their ids.
     *
     * @param ids those that were found; fewer than {@code most} when there are no more
     */
    public static ErasedPart of(List<UUID> ids, int most) {
        return new ErasedPart(ids.size(), ids.size() < most ? Optional.empty() : Optional.of(ids.get(ids.size() - 1)));
    }

    /**
     * Of rows that are deleted, so that the next part finds others.
     *
     * @param rows how many were deleted; none when there are no more
     */
    public static ErasedPart deleted(int rows) {
        return new ErasedPart(rows, rows == 0 ? Optional.empty() : Optional.of(NO_ROW));
    }
}
