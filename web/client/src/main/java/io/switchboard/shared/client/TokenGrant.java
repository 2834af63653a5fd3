// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How a caller proves who it is when it asks for an access token (RFC 6749 section 4.4). */
public interface TokenGrant {
    /**
     * What this caller adds to the token request's form. Asked for every attempt anew, because an assertion holds only once.
     *
     * @param now the server's time, as far as known
     */
    Map<String, String> form(Instant now);

    /** The {@code Authorization} header of the token request, if this caller uses one. */
    Optional<String> authorization();

    /** What a caller of this kind can do when the server gives it no token, in one clause. */
    String remedy();

    /** Whether a wrong clock can be why the server refuses. */
    boolean dependsOnTime();
}
