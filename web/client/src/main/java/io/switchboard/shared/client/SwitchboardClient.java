// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.ApiClientId;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A Switchboard server, seen from a client. Immutable and thread-safe; make one for each server and keep it. It opens no connection
 * before the first request.
 *
 * <pre>{@code
 * SwitchboardClient server = SwitchboardClient.connect(URI.create("https://switchboard.example"));
 * ApiSession backEnd = server.asApiClient(id, secret);
 * AccountView ada = Accounts.of(backEnd).create(new CreateAccountRequest("Ada", List.of()));
 * Identifiers hers = Identifiers.of(backEnd.actingFor(ada.id()));
 * }</pre>
 */
public final class SwitchboardClient {
    private static final String API = "/api/v1";

    private final URI server;
    private final ClientOptions options;
    private final Surroundings surroundings;
    private final HttpClient http;
    private final Retries retries;
    private final ServerTime time;
    private final AtomicReference<@Nullable String> issuer = new AtomicReference<>();

    private SwitchboardClient(URI server, ClientOptions options, Surroundings surroundings) {
        this.server = server;
        this.options = options;
        this.surroundings = surroundings;
        this.http = HttpClient.newBuilder()
                .connectTimeout(options.connectTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.retries = new Retries(new HttpSender(http), options, surroundings);
        this.time = new ServerTime(surroundings.clock());
    }

    /**
     * Takes the address of a server, with or without {@code /api/v1}.
     *
     * @throws IllegalArgumentException when it is no http or https URL of a host
     */
    public static SwitchboardClient connect(URI server) {
        return connect(server, ClientOptions.defaults(), Surroundings.thisMachine());
    }

    /** The same with other patience, or on a machine that a test decides. */
    public static SwitchboardClient connect(URI server, ClientOptions options, Surroundings surroundings) {
        return new SwitchboardClient(base(server), options, surroundings);
    }

    /** A session that presents an API client's secret: an enterprise's back end, or the administrator. Asks the server nothing yet. */
    public ApiSession asApiClient(ApiClientId id, String secret) {
        return new ApiSession(session(new ClientSecret(id, secret)));
    }

    /** A session of a caller who proves who it is in this way. */
    public Session session(TokenGrant grant) {
        Tokens tokens =
                new Tokens(URI.create(server + API + "/oauth2/token"), grant, retries, time, options.requestTimeout());
        return new Session(this, tokens, Optional.empty());
    }

    /** A session of nobody in particular, for the few things that need no token. */
    public Session anonymous() {
        return new Session(this, null, Optional.empty());
    }

    /** The server's address, without a path below it and without a slash at the end. */
    public URI server() {
        return server;
    }

    /**
     * The server's own name for itself (RFC 8414 {@code issuer}): what assertions are made out to, and where its links begin. Read
     * once; its address where the server does not say.
     */
    public String issuer() {
        String known = issuer.get();
        if (known == null) {
            known = Metadata.read(server, retries, options.requestTimeout()).orElse(server.toString());
            issuer.set(known);
        }
        return known;
    }

    /** What the client asks of the machine. */
    public Surroundings surroundings() {
        return surroundings;
    }

    HttpClient http() {
        return http;
    }

    Retries retries() {
        return retries;
    }

    ClientOptions options() {
        return options;
    }

    URI resolve(ApiPath path) {
        return URI.create(server + API + "/" + path.text());
    }

    private static URI base(URI server) {
        String scheme = server.getScheme();
        if (scheme == null || !scheme.matches("(?i)https?") || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "a server's address looks like https://switchboard.example, not " + server);
        }
        if (server.getRawQuery() != null || server.getRawFragment() != null || server.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a server's address has no query, fragment or user: " + server);
        }
        String text = server.toString().replaceAll("/+$", "");
        return URI.create(text.endsWith(API) ? text.substring(0, text.length() - API.length()) : text);
    }
}
