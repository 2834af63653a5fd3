// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;

/** The preset rule by which data gets its identification code (CN105119805A): a digest of all of its bytes, as FIPS 180-4 defines it. */
public enum IdentificationRule {
    SHA_256("SHA-256", 32),
    SHA_512("SHA-512", 64);

    private final String algorithm;
    private final int bytes;

    IdentificationRule(String algorithm, int bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** The name by which Java's security providers know it. */
    public String algorithm() {
        return algorithm;
    }

    /** How long a code is, in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Also its key in the fields of RFC 9530. */
    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
