// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import java.util.List;

/**
 * The terminals of an enterprise that have been revoked since a time.
 *
 * @param revocations the earliest first
 * @param more whether there are others, as late as the last of these or later
 */
public record RevocationsView(List<RevocationView> revocations, boolean more) {
    /** As it was read. */
    public RevocationsView {
        revocations = List.copyOf(revocations);
    }
}
