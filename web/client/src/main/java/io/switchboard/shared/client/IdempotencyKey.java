// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

/**
 * What makes two requests one: the server does the work once and answers both alike. The client makes one for every POST; a back end
 * that may restart in between passes its own, taken from what the request is about ({@code order-4711}), and repeats the same request
 * with it as often as it likes.
 *
 * @param value 1 to 128 visible ASCII characters
 */
public record IdempotencyKey(String value) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when it is not 1 to 128 visible ASCII characters
     */
    public IdempotencyKey {
        if (!value.matches("[\\x21-\\x7E]{1,128}")) {
            throw new IllegalArgumentException("an idempotency key is 1 to 128 visible ASCII characters");
        }
    }
}
