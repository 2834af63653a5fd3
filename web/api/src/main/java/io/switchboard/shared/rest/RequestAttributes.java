// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

/** What filters know of the present request. */
final class RequestAttributes {
    static final String REQUEST_ID = "io.switchboard.request-id";
    static final String ACTOR = "io.switchboard.actor";

    private RequestAttributes() {}
}
