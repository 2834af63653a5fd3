// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.util.UUID;

/**
 * Under what the store keeps a content: the id of the content's row. It is no digest and nothing that a caller chose, so that whoever
 * knows a content learns no key, and two enterprises' equal contents stay two.
 *
 * @param id of the content's row
 */
public record ContentKey(UUID id) {
    @Override
    public String toString() {
        return id.toString();
    }
}
