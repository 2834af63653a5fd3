// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import java.time.Duration;

/**
 * An access token (RFC 6749 section 5.1).
 *
 * @param value a JWT (RFC 9068)
 * @param scope what it is good for, separated by spaces
 */
public record AccessToken(String value, Duration expiresIn, String scope) {
    /** Never the token itself: records are printed by accident. */
    @Override
    public String toString() {
        return "AccessToken[" + scope + "]";
    }
}
