// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A webhook of an enterprise.
 *
 * @param path below {@code /api/v1}
 * @param secret as it was told at its creation
 */
public record Hook(Enterprise enterprise, String path, String secret) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A new one, for these types of events; for all when there is none. */
    public static Hook create(Enterprise enterprise, String url, String... types) {
        Map<String, Object> request = new LinkedHashMap<>(Map.of("url", url));
        if (types.length > 0) {
            request.put("types", List.of(types));
        }
        JsonNode made = enterprise.post("/webhooks", request).expect(201).json();
        return new Hook(
                enterprise,
                "/webhooks/" + made.get("id").asText(),
                made.get("secret").asText());
    }

    /** As it is now. */
    public JsonNode now() {
        return enterprise.reads(path);
    }

    /** Changes it, having read it. */
    public JsonNode edits(Map<String, Object> changes) {
        String etag = enterprise.get(path).expect(200).header("ETag").orElseThrow();
        return enterprise.patch(path, changes, etag).expect(200).json();
    }

    /** Sends a test event; its delivery. */
    public JsonNode tests() {
        return enterprise.post(path + "/test").expect(200).json();
    }

    /** Its deliveries, oldest first. */
    public List<JsonNode> deliveries() {
        List<JsonNode> all = new ArrayList<>();
        enterprise.reads(path + "/deliveries?limit=200").get("items").forEach(item -> all.add(0, item));
        return all;
    }

    /** Waits until its first delivery is as it must be; fails when it does not become so. */
    public JsonNode awaitsFirst(Predicate<JsonNode> condition) {
        return Awaitility.await("a delivery of " + path)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> deliveries().get(0), condition);
    }

    /** Waits until all its deliveries are recorded as arrived, which comes after the receiver has got them; oldest first. */
    public List<JsonNode> awaitsArrivals() {
        return Awaitility.await("all deliveries of " + path)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        this::deliveries,
                        all -> all.stream()
                                .allMatch(delivery ->
                                        delivery.get("state").asText().equals("delivered")));
    }

    /** Waits until it is as it must be; fails when it does not become so. */
    public JsonNode awaits(Predicate<JsonNode> condition) {
        return Awaitility.await(path)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(this::now, condition);
    }
}
