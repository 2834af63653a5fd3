// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives tests a server of their process that is as patient and as strict as the product is by default. It takes this machine for a trusted
 * proxy, so that its tests come from wherever they say in {@code X-Forwarded-For}; and its clients may send much, but have little time to
 * send and to take.
 */
public final class SharedServerOnGuard extends SharedServer {
    /** How long a body may take. */
    public static final Duration BODY_TIME = Duration.ofSeconds(2);

    /** The bytes of the largest body. */
    public static final int BODY_LIMIT = 4 * 1024 * 1024;

    /** For JUnit. */
    public SharedServerOnGuard() {
        super("server on guard", settings());
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(ServerUnderTest.PRODUCT);
        settings.put("SWITCHBOARD_HTTP_BODY_TIME", BODY_TIME.toString());
        settings.put("SWITCHBOARD_HTTP_BODY_LIMIT", Integer.toString(BODY_LIMIT));
        settings.put("SWITCHBOARD_HTTP_SEND_TIME", "PT2S");
        settings.put(ServerUnderTest.SEND_BUFFER, "4096");
        settings.put("SWITCHBOARD_HTTP_TRUSTED_PROXIES", "127.0.0.1, ::1");
        return settings;
    }
}
