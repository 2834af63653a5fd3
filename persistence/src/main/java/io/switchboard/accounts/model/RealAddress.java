// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.AddressKind;

/**
 * A telephone number or social account in its normal form.
 *
 * @param provider the social provider; empty for telephone numbers
 * @param value E.164 with its plus sign, or the handle
 */
public record RealAddress(AddressKind kind, String provider, String value) {
    /** Never the address itself: records are printed by accident. */
    @Override
    public String toString() {
        return "RealAddress[" + kind + "]";
    }
}
