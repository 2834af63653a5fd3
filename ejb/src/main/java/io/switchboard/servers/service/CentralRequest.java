// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the central.
 *
 * @param path below the API's, with its query
 * @param body written as JSON; null for none
 * @param headers beside those that every request has
 * @param isSlow whether it may take the central long: that one has had no answer in time says nothing about others
 */
public record CentralRequest(
        String method, String path, @Nullable Object body, Map<String, String> headers, boolean isSlow) {
    /** Reads something. */
    public static CentralRequest get(String path) {
        return new CentralRequest("GET", path, null, Map.of(), false);
    }

    /** Asks for something to be done. */
    public static CentralRequest post(String path, @Nullable Object body) {
        return new CentralRequest("POST", path, body, Map.of(), false);
    }

    /** The same with a header more. */
    public CentralRequest with(String name, String value) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put(name, value);
        return new CentralRequest(method, path, body, Map.copyOf(all), isSlow);
    }

    /** The same, which may take long. */
    public CentralRequest slow() {
        return new CentralRequest(method, path, body, headers, true);
    }
}
