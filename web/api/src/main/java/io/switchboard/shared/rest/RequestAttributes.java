// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

/** What filters know of the present request, and the header by which an API client acts for an account. */
public final class RequestAttributes {
    /** Who asks; set by the authentication, which is the business of accounts. */
    public static final String ACTOR = "io.switchboard.actor";

    /** Names the account that an API client acts for. */
    public static final String ACCOUNT_HEADER = "Switchboard-Account";

    /** Where it comes from. */
    public static final String SOURCE_ADDRESS = "io.switchboard.source-address";

    static final String REQUEST_ID = "io.switchboard.request-id";

    /** When it came, by {@code MonotonicTime}. */
    static final String ARRIVED = "io.switchboard.arrived";

    private RequestAttributes() {}
}
