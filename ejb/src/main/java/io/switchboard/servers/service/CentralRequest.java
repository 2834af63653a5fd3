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
 */
public record CentralRequest(
        String method, String path, @Nullable Object body, Map<String, String> headers) {
    /** Reads something. */
    public static CentralRequest get(String path) {
        return new CentralRequest("GET", path, null, Map.of());
    }

    /** Asks for something to be done. */
    public static CentralRequest post(String path, @Nullable Object body) {
        return new CentralRequest("POST", path, body, Map.of());
    }

    /** The same with a header more. */
    public CentralRequest with(String name, String value) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put(name, value);
        return new CentralRequest(method, path, body, Map.copyOf(all));
    }
}
