// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/**
 * How often one of a kind may do something.
 *
 * @param name as clients are told
 * @param perMinute the size of its bucket, which fills up again in a minute; 0 for no limit
 */
public record RateLimit(String name, int perMinute) {
    /** Whether nothing is limited. */
    public boolean isOff() {
        return perMinute == 0;
    }
}
