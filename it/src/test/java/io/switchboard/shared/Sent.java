// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import io.switchboard.harness.Caller;
import io.switchboard.harness.Reply;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A POST with an idempotency key of its own, and what came back.
 *
 * @param reply null when the server was gone first
 */
record Sent(
        Caller by,
        String path,
        @Nullable Object body,
        String key,
        @Nullable Reply reply) {
    /** Sends it. */
    static Sent post(Caller by, String path, @Nullable Object body) {
        Sent request = new Sent(by, path, body, UUID.randomUUID().toString(), null);
        try {
            return request.answeredWith(request.again());
        } catch (UncheckedIOException gone) {
            return request;
        }
    }

    Reply again() {
        return by.request("POST", path, body, Map.of("Idempotency-Key", key));
    }

    boolean isTo(String move) {
        return path.endsWith("/" + move);
    }

    /** Whose call it moves. */
    String call() {
        return path.split("/", -1)[2];
    }

    Sent answeredWith(Reply late) {
        return new Sent(by, path, body, key, late);
    }
}
