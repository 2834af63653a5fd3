// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Another server on a server's database, with its master key and its name to the outside: a cluster. Only on PostgreSQL. */
public final class SecondNode {
    private SecondNode() {}

    /** Starts one beside a running server. */
    public static ServerUnderTest beside(ServerUnderTest first, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        first.environment().forEach((name, value) -> {
            if (name.startsWith("DB_")) {
                all.put(name, value);
            }
        });
        all.put("SWITCHBOARD_MASTER_KEY", masterKey(first));
        all.put("SWITCHBOARD_PUBLIC_URL", first.address());
        all.put("SWITCHBOARD_NODE_NAME", "second");
        all.putAll(settings);
        return ServerUnderTest.start(all);
    }

    private static String masterKey(ServerUnderTest server) {
        try {
            return Files.readString(server.data().resolve("master.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
