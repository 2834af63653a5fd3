// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** In which form a virtual identifier's code is handed out. */
public enum IdentifierForm {
    /** Ten random Crockford base32 symbols and a check symbol, for typing. */
    CHARACTERS,
    /** Fifteen random digits and a check digit, for dialling. */
    DIGITS,
    /** 128 random bits in a URL of this server, for scanning. */
    QR;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
