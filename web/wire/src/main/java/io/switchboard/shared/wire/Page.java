// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param items at most {@code limit} items
 * @param next the cursor of the next page, to be sent as {@code cursor}; absent on the last page. The {@code Link} header carries the
 *     same
 */
public record Page<T>(List<T> items, @Nullable String next) {
    /** The largest page a caller can ask for. */
    public static final int MAX_LIMIT = 200;

    /** The page size when the caller names none. */
    public static final int DEFAULT_LIMIT = 50;
}
