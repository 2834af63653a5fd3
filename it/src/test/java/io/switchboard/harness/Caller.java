// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Somebody who uses the API: adds a token, and an idempotency key to every POST, as the product's own clients do. */
public class Caller {
    private static final String API = "/api/v1";

    private final ServerUnderTest server;
    private final Tokens tokens;
    private final Map<String, String> always;

    Caller(ServerUnderTest server, Tokens tokens, Map<String, String> always) {
        this.server = server;
        this.tokens = tokens;
        this.always = Map.copyOf(always);
    }

    /** The same behind a proxy that says that it comes from this address; for a server that trusts this machine. */
    public Caller from(String address) {
        Map<String, String> more = new HashMap<>(always);
        more.put("X-Forwarded-For", address);
        return new Caller(server, tokens, more);
    }

    /**
     * Sends a request, whatever comes of it.
     *
     * @param path below {@code /api/v1}, with the query
     * @param body see {@link Http#send}
     * @param headers before all others; an empty value leaves a header out
     */
    public Reply request(String method, String path, @Nullable Object body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(always);
        String token = headers.containsKey("Authorization") ? null : tokens.current();
        if (token != null) {
            all.put("Authorization", "Bearer " + token);
        }
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        if (method.equals("POST")) {
            all.put("Idempotency-Key", UUID.randomUUID().toString());
        }
        all.putAll(headers);
        all.values().removeIf(String::isEmpty);
        return server.http().send(method, API + path, all, body);
    }

    /** GET. */
    public Reply get(String path) {
        return request("GET", path, null, Map.of());
    }

    /** POST without a body. */
    public Reply post(String path) {
        return request("POST", path, null, Map.of());
    }

    /** POST with a body. */
    public Reply post(String path, Object body) {
        return request("POST", path, body, Map.of());
    }

    /** PATCH of the version that was read with this ETag. */
    public Reply patch(String path, Object body, String etag) {
        return request("PATCH", path, body, Map.of("Content-Type", "application/merge-patch+json", "If-Match", etag));
    }

    /** DELETE. */
    public Reply delete(String path) {
        return request("DELETE", path, null, Map.of());
    }

    /** What is there now, 200 expected. */
    public JsonNode reads(String path) {
        return get(path).expect(200).json();
    }

    /** Every item of a list, page by page to the end; the path may have a query. */
    public void readsAll(String path, Consumer<JsonNode> each) {
        String all = path + (path.contains("?") ? "&" : "?") + "limit=200";
        String cursor = "";
        do {
            JsonNode page = reads(all + cursor);
            page.get("items").forEach(each);
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
    }

    /** Its access token; null for nobody. */
    public @Nullable String token() {
        return tokens.current();
    }

    /** The same, acting for an account. */
    public Caller actingFor(Account account) {
        return new Caller(server, tokens, Map.of("Switchboard-Account", account.id()));
    }

    Tokens tokens() {
        return tokens;
    }

    /** The server that it speaks to. */
    public ServerUnderTest server() {
        return server;
    }
}
