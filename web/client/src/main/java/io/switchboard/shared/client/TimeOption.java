// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

/** Options that take a moment. */
public final class TimeOption {
    /** What their help says of the form. */
    public static final String FORM =
            "2026-12-24T18:00 or 2026-12-24, by this machine's clock, or with an offset: 2026-12-24T17:00:00Z";

    private TimeOption() {}
}
