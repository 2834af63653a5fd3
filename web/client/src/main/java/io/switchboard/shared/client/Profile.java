// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.TerminalId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line keeps between calls under one name: which server, and the credentials for it. Whoever can read the file can
 * do what they allow.
 *
 * @param server where the credentials belong
 * @param admin the administrator's API client
 * @param apiClient an enterprise's API client
 * @param terminal this terminal
 */
public record Profile(
        @Nullable URI server,
        @Nullable Secret admin,
        @Nullable Secret apiClient,
        @Nullable Terminal terminal) {
    /** A profile that knows nothing yet. */
    public static final Profile EMPTY = new Profile(null, null, null, null);

    /**
     * An API client's id and secret.
     *
     * @param rotation the replacement of the secret that was begun and not heard of yet
     */
    public record Secret(
            ApiClientId id, String secret, @Nullable Rotation rotation) {
        /** A secret that is not being replaced. */
        public Secret(ApiClientId id, String secret) {
            this(id, secret, null);
        }

        /** The same while it is being replaced. */
        public Secret rotating(Rotation underWay) {
            return new Secret(id, secret, underWay);
        }

        /** Without the secret, so that no log or message has it. */
        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }

    /**
     * A replacement of a secret. Kept before the server hears of it: when the answer is lost, the same request with the same key brings
     * it again.
     *
     * @param key the request's idempotency key
     * @param overlap how long the old secret is to hold; the server's setting when absent
     */
    public record Rotation(String key, @Nullable Duration overlap) {}

    /**
     * A terminal's identity. Both keys are private JWKs (RFC 7517).
     *
     * @param id absent until the server has confirmed the enrolment
     * @param accountId absent as long
     */
    public record Terminal(
            @Nullable TerminalId id,
            @Nullable AccountId accountId,
            @Nullable String name,
            Map<String, Object> sig,
            Map<String, Object> enc) {
        /** Without the keys, so that no log or message has them. */
        @Override
        public String toString() {
            return "Terminal[" + id + "]";
        }
    }

    /** The same with the administrator's credentials for a server; {@link IllegalArgumentException} when it is another server. */
    public Profile withAdmin(URI at, Secret secret) {
        checkServer(at);
        return new Profile(at, secret, apiClient, terminal);
    }

    /** The same with an enterprise's credentials for a server; {@link IllegalArgumentException} when it is another server. */
    public Profile withApiClient(URI at, Secret secret) {
        checkServer(at);
        return new Profile(at, admin, secret, terminal);
    }

    /** The same with a terminal of a server; {@link IllegalArgumentException} when it is another server. */
    public Profile withTerminal(URI at, Terminal identity) {
        checkServer(at);
        return new Profile(at, admin, apiClient, identity);
    }

    /** One profile, one server: otherwise a secret would be sent to a server that it is not for. */
    private void checkServer(URI at) {
        if (server != null && !server.equals(at)) {
            throw new IllegalArgumentException(
                    "This profile holds credentials for " + server + "; choose another --profile for " + at
                            + ". If that server is no more, remove the profile's file in $SWITCHBOARD_HOME or"
                            + " ~/.config/switchboard.");
        }
    }
}
