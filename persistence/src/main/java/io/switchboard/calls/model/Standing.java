// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

/**
 * How it stands between an identifier and a caller, beside what the identifier itself says.
 *
 * @param used uses that are taken or reserved
 * @param blocked whether the owner has blocked the caller
 */
public record Standing(int used, boolean blocked) {
    /** With an identifier that there is not. */
    public static final Standing NONE = new Standing(0, false);
}
