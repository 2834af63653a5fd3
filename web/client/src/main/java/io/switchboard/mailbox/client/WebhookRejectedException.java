// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

/** A delivery that does not come from the server, or not now. */
public final class WebhookRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WebhookRejectedException(String message) {
        super(message);
    }
}
