// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import java.util.List;

/**
 * The terminals of an enterprise that have been revoked, and the accounts that have been erased, since a time.
 *
 * @param revocations the terminals, the earliest first
 * @param erasures the accounts, the earliest first
 * @param more whether there are others, as late as the last of both or later
 */
public record RevocationsView(List<RevocationView> revocations, List<ErasureView> erasures, boolean more) {
    /** As it was read. */
    public RevocationsView {
        revocations = List.copyOf(revocations);
        erasures = List.copyOf(erasures);
    }
}
