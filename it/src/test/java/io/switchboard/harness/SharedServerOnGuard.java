// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives tests a server of their process that is as patient and as strict as the product is by default. It takes this machine for a trusted
 * proxy, so that its tests come from wherever they say in {@code X-Forwarded-For}.
 */
public final class SharedServerOnGuard extends SharedServer {
    /** For JUnit. */
    public SharedServerOnGuard() {
        super("server on guard", settings());
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(ServerUnderTest.PRODUCT);
        settings.put("SWITCHBOARD_HTTP_TRUSTED_PROXIES", "127.0.0.1, ::1");
        return settings;
    }
}
