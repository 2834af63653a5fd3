// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.Base64;
import java.util.Map;

/** What the container would put together from the configuration. */
public final class Configured {
    private Configured() {}

    /** The given values, and the defaults for the others. */
    public static Settings settings(Map<String, String> values) {
        Settings settings = new Settings();
        settings.load(FixedConfig.of(values));
        return settings;
    }

    /** Secrets under the data key whose bytes count up from this one. */
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    public static Secrets secrets(int firstByte) {
        Secrets secrets = new Secrets();
        secrets.dataKey = new DataKey();
        secrets.dataKey.is(new RootKey(Base64.getDecoder().decode(masterKeyText(firstByte))));
        return secrets;
    }

    static String masterKeyText(int firstByte) {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (firstByte + i);
        }
        return Base64.getEncoder().encodeToString(key);
    }
}
