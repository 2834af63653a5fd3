// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.time.Duration;

/**
 * How patient the client is.
 *
 * @param connectTimeout for opening a connection
 * @param requestTimeout for one attempt of one request, from sending it to the last byte of the answer; a long poll adds its own wait
 * @param attempts how often a request is sent at most when it may be repeated; 1 never repeats
 * @param backoff between the attempts
 * @param patience no further attempt starts later than this after the first
 */
public record ClientOptions(
        Duration connectTimeout, Duration requestTimeout, int attempts, Backoff backoff, Duration patience) {
    /** 5 s to connect, 20 s an attempt, 4 attempts within 30 s, first after about 0.2 s. */
    public static ClientOptions defaults() {
        return new ClientOptions(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                4,
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)),
                Duration.ofSeconds(30));
    }

    /** The same with another number of attempts. */
    public ClientOptions withAttempts(int most) {
        return new ClientOptions(connectTimeout, requestTimeout, most, backoff, patience);
    }

    /** The same with another limit for one attempt. */
    public ClientOptions withRequestTimeout(Duration limit) {
        return new ClientOptions(connectTimeout, limit, attempts, backoff, patience);
    }
}
