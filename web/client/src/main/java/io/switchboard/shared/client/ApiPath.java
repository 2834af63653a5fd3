// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A path below {@code /api/v1}, with its query; every part is encoded when it is added.
 *
 * @param text as it goes into the request line, without a leading slash
 */
public record ApiPath(String text) {
    /** The path of a collection. */
    public static ApiPath of(String collection) {
        return new ApiPath(collection);
    }

    /** The path one step further down. */
    public ApiPath slash(Object segment) {
        return new ApiPath(text + "/" + encoded(segment));
    }

    /** The path with one more query parameter. */
    public ApiPath with(String name, Object value) {
        return new ApiPath(text + (text.indexOf('?') < 0 ? "?" : "&") + name + "=" + encoded(value));
    }

    /** The path with one more query parameter, if there is a value. */
    public ApiPath with(String name, Optional<?> value) {
        return value.isPresent() ? with(name, value.get()) : this;
    }

    static String encoded(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
