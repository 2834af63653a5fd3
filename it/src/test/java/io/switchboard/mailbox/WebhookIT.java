// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Hook;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.Receiver.Delivery;
import io.switchboard.harness.Rival;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a receiver that fails, hangs, redirects, answers late or says no gets: everything, in order, at least once. */
@ExtendWith(SharedServer.class)
class WebhookIT {
    private static final String PATH = "/hooks";
    private static final Duration A_PAUSE = Duration.ofSeconds(6);

    private final ServerUnderTest server;
    private final Enterprise house;
    private final Receiver receiver = Receiver.start();
    private final Terminal door;
    private final Identifier identifier;
    private boolean paused;

    WebhookIT(ServerUnderTest server) {
        this.server = server;
        house = server.newEnterprise();
        Account owner = house.newAccount();
        door = owner.enrolsTerminal();
        identifier = door.issuesIdentifier(Condition.validFor(Duration.ofDays(300)));
    }

    @AfterEach
    void end() {
        receiver.close();
    }

    private Hook hook(String... types) {
        return Hook.create(house, receiver.url() + PATH, types);
    }

    /** Makes so many events, each of type {@code virtual-identifier.changed}. */
    private void happens(int events) {
        for (int i = 0; i < events; i++) {
            if (paused) {
                door.resumes(identifier);
            } else {
                door.pauses(identifier);
            }
            paused = !paused;
        }
    }

    /** In the order of what happened: the states alternate, and each event has come under one sequence. */
    private void cameInOrder(int events) {
        List<Delivery> came = receiver.awaits(PATH, events);
        List<String> ids = came.stream().map(Delivery::id).distinct().toList();
        assertThat(ids).hasSize(events);
        Map<String, Long> sequences = new HashMap<>();
        for (Delivery delivery : came) {
            Long before = sequences.putIfAbsent(delivery.id(), delivery.event().sequence());
            assertThat(before).isIn(null, delivery.event().sequence());
        }
        assertThat(ids.stream().map(sequences::get))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events).boxed().toList());
        List<String> happened = house.reads("/events?limit=200").findValuesAsText("id").stream()
                .filter(Set.copyOf(ids)::contains)
                .collect(Collectors.toList());
        java.util.Collections.reverse(happened);
        assertThat(ids).isEqualTo(happened);
    }

    @Test
    void whatHappensIsDeliveredInOrderWithASequenceOfTheWebhooksOwn() {
        happens(1);
        Hook hook = hook();
        happens(7);
        cameInOrder(7);
        assertThat(hook.awaitsArrivals()).hasSize(7).allSatisfy(delivery -> {
            assertThat(delivery.get("attempts").asInt()).isEqualTo(1);
            assertThat(delivery.get("status").asInt()).isEqualTo(204);
            assertThat(delivery.has("failure")).isFalse();
        });
    }

    @Test
    void aWebhookGetsTheTypesThatItAskedFor() {
        Hook.create(house, receiver.url() + "/calls", "call.*");
        Hook.create(house, receiver.url() + "/one", "io.switchboard.virtual-identifier.changed", "call.cancelled");
        Terminal visitor = server.newEnterprise().newAccount().enrolsTerminal();
        visitor.cancels(visitor.dials(identifier));
        happens(1);
        receiver.awaits("/calls", 2);
        receiver.awaits("/one", 2);
        assertThat(receiver.types("/calls")).containsExactly("call.ringing", "call.cancelled");
        assertThat(receiver.types("/one")).containsExactly("call.cancelled", "virtual-identifier.changed");
        assertThat(receiver.sequences("/one")).containsExactly(1L, 2L);
    }

    @Test
    void aReceiverThatFailsGetsTheSameAgainBeforeAnythingElse() {
        Hook hook = hook();
        receiver.does(Receiver.answers(500));
        happens(3);
        hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() == 1);
        server.passes(A_PAUSE);
        JsonNode failing = hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() == 2);
        assertThat(failing.get("failure").asText()).isEqualTo("status");
        assertThat(failing.get("status").asInt()).isEqualTo(500);
        assertThat(hook.deliveries().subList(1, 3)).allSatisfy(waiting -> {
            assertThat(waiting.get("attempts").asInt()).isZero();
            assertThat(waiting.has("sequence")).isFalse();
        });
        receiver.does(Receiver.answers(200));
        server.passes(A_PAUSE.multipliedBy(3));
        receiver.awaits(PATH, 5);
        cameInOrder(3);
        assertThat(receiver.sequences(PATH)).containsExactly(1L, 1L, 1L, 2L, 3L);
        assertThat(house.reads(hook.path() + "/deliveries?state=pending").get("items"))
                .isEmpty();
    }

    /** What the receiver says to an attempt from before the change does not count: it was asked under another address. */
    @Test
    void whatComesOfAnAttemptFromBeforeAChangeIsNotRecorded() {
        Hook hook = hook();
        CountDownLatch changed = new CountDownLatch(1);
        receiver.does(exchange -> {
            await(changed);
            Receiver.answers(410).react(exchange);
        });
        happens(1);
        receiver.awaits(PATH, 1);
        hook.edits(Map.of("url", receiver.url() + "/moved"));
        receiver.does(Receiver.answers(204));
        changed.countDown();
        server.passes(Duration.ofMinutes(1));
        JsonNode arrived =
                hook.awaitsFirst(delivery -> delivery.get("state").asText().equals("delivered"));
        assertThat(arrived.get("attempts").asInt()).isEqualTo(1);
        assertThat(receiver.sequences("/moved")).containsExactly(1L);
        assertThat(hook.now().get("enabled").asBoolean()).isTrue();
    }

    /** Whoever changes a webhook holds its queue. The webhook is read behind it, and not before. */
    @Test
    @EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
    void anAttemptThatHasWaitedForAChangeGoesWhereTheWebhookIsNow() {
        String id = hook().path().replaceAll(".*/", "");
        try (Rival rival = Rival.of(server)) {
            rival.does("select 1 from webhook where id = '" + id + "' for update");
            rival.does("select 1 from webhook_queue where webhook_id = '" + id + "' for update");
            happens(1);
            rival.awaitsItsVictim();
            rival.does("update webhook set url = '" + receiver.url() + "/moved' where id = '" + id + "'");
            rival.commits();
        }
        receiver.awaits("/moved", 1);
        assertThat(receiver.deliveries(PATH)).isEmpty();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nothing has happened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Test
    void aDeliveryThatNeverArrivesCanBeSkipped() {
        Hook hook = hook();
        receiver.does(Receiver.answers(500));
        happens(3);
        hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() == 1);
        List<String> paths = hook.deliveries().stream()
                .map(delivery ->
                        hook.path() + "/deliveries/" + delivery.get("id").asText())
                .toList();
        receiver.does(Receiver.answers(204));
        house.delete(paths.get(1)).expect(204);
        house.delete(paths.get(0)).expect(204);
        house.delete(paths.get(0)).expect(404);
        receiver.awaits(PATH, 2);
        assertThat(receiver.sequences(PATH)).containsExactly(1L, 2L);
        JsonNode left =
                hook.awaitsFirst(delivery -> delivery.get("state").asText().equals("delivered"));
        assertThat(hook.deliveries()).hasSize(1);
        assertThat(hook.path() + "/deliveries/" + left.get("id").asText()).isEqualTo(paths.get(2));
        house.delete(paths.get(2)).expect(409, "illegal-move");
        Enterprise other = server.newEnterprise();
        other.delete(paths.get(2)).expect(404);
    }

    /** Twenty hang, and a server delivers to sixteen at a time. */
    @Test
    void receiversThatHangGetHalfOfTheDeliveriesAtMost() {
        Enterprise second = server.newEnterprise();
        List<Hook> hooks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            hooks.add(Hook.create(house, receiver.url() + PATH));
            hooks.add(Hook.create(second, receiver.url() + PATH));
        }
        receiver.does(Receiver.answers(500));
        hooks.forEach(Hook::tests);
        hooks.forEach(
                hook -> hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() >= 1));
        Queue<Long> came = new ConcurrentLinkedQueue<>();
        Receiver.Behaviour hangs = receiver.hangs();
        receiver.does(exchange -> {
            came.add(System.nanoTime());
            hangs.react(exchange);
        });
        server.passes(A_PAUSE);
        try (Receiver quick = Receiver.start()) {
            Hook.create(server.newEnterprise(), quick.url() + PATH).tests();
            quick.awaits(PATH, 1);
        }
        receiver.awaits(PATH, hooks.size() + 9);
        List<Long> times = List.copyOf(came);
        assertThat(Duration.ofNanos(times.get(8) - times.get(0)))
                .as("until one of the first eight was left")
                .isGreaterThan(Receiver.PATIENCE.dividedBy(2));
    }

    @Test
    void aWebhookThatIsMovedGoesOnAtOnce() {
        Hook hook = hook();
        receiver.does(Receiver.answers(500));
        happens(1);
        hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() == 1);
        receiver.does(Receiver.answers(200));
        hook.edits(Map.of("url", receiver.url() + "/moved"));
        JsonNode arrived =
                hook.awaitsFirst(delivery -> delivery.get("state").asText().equals("delivered"));
        assertThat(arrived.get("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        Hook hook = hook();
        receiver.does(Receiver.answers(307, "Location", receiver.url() + "/elsewhere"));
        happens(1);
        JsonNode failed = hook.awaitsFirst(delivery -> delivery.has("failure"));
        assertThat(failed.get("status").asInt()).isEqualTo(307);
        assertThat(receiver.deliveries("/elsewhere")).isEmpty();
    }

    @Test
    void aReceiverThatHangsIsLeftAndHoldsUpNobodyElse() {
        Receiver slow = Receiver.start();
        slow.does(slow.hangs());
        try (slow) {
            Hook hanging = Hook.create(house, slow.url() + PATH);
            hook();
            happens(4);
            cameInOrder(4);
            JsonNode late = hanging.awaitsFirst(delivery -> delivery.has("failure"));
            assertThat(late.get("failure").asText()).isEqualTo("timed-out");
            assertThat(late.has("status")).isFalse();
            slow.does(Receiver.answers(204));
            server.passes(A_PAUSE);
            List<Delivery> came = slow.awaits(PATH, 5);
            assertThat(came.get(1).id()).isEqualTo(came.get(0).id());
            assertThat(slow.sequences(PATH)).containsExactly(1L, 1L, 2L, 3L, 4L);
        }
    }

    /** It sends its answer byte by byte, for ever: a status that never ends, and a body that never ends. */
    @Test
    void anAnswerHasAnEndWhateverTheReceiverSends() {
        Hook hook = hook();
        receiver.does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[64 * 1024];
            try {
                while (true) {
                    exchange.getResponseBody().write(some);
                }
            } finally {
                exchange.close();
            }
        });
        happens(2);
        receiver.awaits(PATH, 2);
        Awaitility.await("both are taken")
                .atMost(Duration.ofSeconds(20))
                .until(() -> hook.deliveries().stream()
                        .allMatch(delivery -> delivery.get("state").asText().equals("delivered")));
        assertThat(receiver.sequences(PATH)).containsExactly(1L, 2L);
    }

    @Test
    void aReceiverMayAskForAPause() {
        Hook hook = hook();
        receiver.does(Receiver.answers(503, "Retry-After", "3600"));
        happens(1);
        hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() == 1);
        receiver.does(Receiver.answers(204));
        Instant asked =
                Instant.parse(hook.deliveries().get(0).get("attemptedAt").asText());
        server.passes(Duration.ofHours(1));
        JsonNode delivered = hook.awaitsFirst(delivery -> delivery.has("deliveredAt"));
        assertThat(Duration.between(
                        asked, Instant.parse(delivered.get("deliveredAt").asText())))
                .isGreaterThanOrEqualTo(Duration.ofHours(1));
        assertThat(delivered.get("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void aReceiverThatIsGoneDisablesItsWebhookAtOnce() {
        Hook other = Hook.create(house, receiver.url() + "/other", "webhook.*");
        Hook hook = hook("virtual-identifier.*");
        receiver.does(
                exchange -> Receiver.answers(exchange.getRequestURI().getPath().equals(PATH) ? 410 : 204)
                        .react(exchange));
        happens(2);
        JsonNode disabled = hook.awaits(webhook -> !webhook.get("enabled").asBoolean());
        assertThat(disabled.get("disabledBecause").asText()).isEqualTo("gone");
        assertThat(receiver.deliveries(PATH)).hasSize(1);
        Delivery alarm = receiver.awaits("/other", 1).get(0);
        assertThat(alarm.event().type()).isEqualTo("webhook.disabled");
        assertThat(hook.path()).endsWith(alarm.event().subject());
        assertThat(alarm.event().json().has("account")).isFalse();
        assertThat(house.reads("/events?type=webhook.disabled").get("items")).hasSize(1);
        assertThat(Sql.rows(
                        server,
                        "select actor from audit_entry where action = 'webhook.disable' and resource = '"
                                + alarm.event().subject() + "'"))
                .containsExactly(Map.of("actor", "server"));
        assertThat(other.now().get("enabled").asBoolean()).isTrue();
        for (String refused : List.of(
                "/test", "/deliveries/" + hook.deliveries().get(0).get("id").asText() + "/replay")) {
            house.post(hook.path() + refused).expect(409, "illegal-move");
        }
        house.post(hook.path() + "/replay", Map.of("since", server.now().toString()))
                .expect(409, "illegal-move");
    }

    @Test
    void afterThreeDaysOfFailuresAWebhookIsDisabledAndEnabledAgainItGoesOnWhereItStopped() {
        Hook hook = hook("virtual-identifier.*");
        receiver.does(Receiver.answers(500));
        happens(3);
        hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() == 1);
        server.passes(Duration.ofDays(2));
        hook.awaitsFirst(delivery -> delivery.get("attempts").asInt() == 2);
        assertThat(hook.now().get("enabled").asBoolean()).isTrue();
        server.passes(Duration.ofDays(1));
        JsonNode disabled = hook.awaits(webhook -> !webhook.get("enabled").asBoolean());
        assertThat(disabled.get("disabledBecause").asText()).isEqualTo("failing");
        happens(2);

        receiver.does(Receiver.answers(204));
        JsonNode enabled = hook.edits(Map.of("enabled", true));
        assertThat(enabled.has("disabledBecause")).isFalse();
        receiver.awaits(PATH, 6);
        happens(1);
        receiver.awaits(PATH, 7);
        assertThat(receiver.sequences(PATH)).containsExactly(1L, 1L, 1L, 1L, 2L, 3L, 4L);
    }

    @Test
    void nothingIsDeliveredToAWebhookThatIsDisabledOrRemoved() {
        Hook disabled = hook();
        Hook removed = Hook.create(house, receiver.url() + "/removed");
        assertThat(disabled.edits(Map.of("enabled", false))
                        .get("disabledBecause")
                        .asText())
                .isEqualTo("requested");
        house.delete(removed.path()).expect(204);
        house.get(removed.path()).expect(404);
        Hook.create(house, receiver.url() + "/last");
        happens(1);
        receiver.awaits("/last", 1);
        assertThat(disabled.deliveries()).isEmpty();
        assertThat(receiver.deliveries()).hasSize(1);
    }

    // ---------------------------------------------------------------------------------------------------- once more

    @Test
    void aDeliveryIsReplayedUnderTheSameIdAndTheNextSequence() {
        Hook hook = hook();
        happens(2);
        receiver.awaits(PATH, 2);
        JsonNode first = hook.awaitsFirst(delivery -> delivery.has("deliveredAt"));
        JsonNode again = house.post(
                        hook.path() + "/deliveries/" + first.get("id").asText() + "/replay")
                .expect(200)
                .json();
        assertThat(again.get("event")).isEqualTo(first.get("event"));
        assertThat(again.get("id")).isNotEqualTo(first.get("id"));
        List<Delivery> came = receiver.awaits(PATH, 3);
        assertThat(came.get(2).id()).isEqualTo(came.get(0).id());
        assertThat(receiver.sequences(PATH)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatHappenedSinceATimeIsReplayedInItsOrder() {
        happens(2);
        server.passes(Duration.ofSeconds(2));
        Instant since = server.now();
        happens(3);
        Hook hook = hook("virtual-identifier.changed");
        JsonNode replay = house.post(hook.path() + "/replay", Map.of("since", since.toString()))
                .expect(200)
                .json();
        assertThat(replay.get("queued").asInt()).isEqualTo(3);
        assertThat(replay.has("next")).isFalse();
        cameInOrder(3);
    }

    /** Five thousand of another type, and then some two seconds later. */
    @Test
    void aReplayLooksAtSoManyEventsAndSaysWhereToGoOn() {
        Instant since = server.now();
        Instant later = since.plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        calls(5000, since);
        calls(150, later);
        server.passes(Duration.ofSeconds(3));
        happens(1);
        Hook hook = hook("virtual-identifier.changed");

        JsonNode first = house.post(hook.path() + "/replay", Map.of("since", since.toString()))
                .expect(200)
                .json();
        assertThat(first.get("queued").asInt()).isZero();
        assertThat(Instant.parse(first.get("next").asText())).isEqualTo(later);
        JsonNode second = house.post(
                        hook.path() + "/replay",
                        Map.of("since", first.get("next").asText()))
                .expect(200)
                .json();

        assertThat(second.get("queued").asInt()).isEqualTo(1);
        assertThat(second.has("next")).isFalse();
        cameInOrder(1);
    }

    private void calls(int count, Instant at) {
        assertThat(Sql.refusal(
                        server,
                        "insert into enterprise_event (id, enterprise_id, type, subject, occurred_at, data, expires_at) select "
                                + Sql.id(at) + ", cast('" + house.id()
                                + "' as uuid), 'io.switchboard.call.ringing', 'x', timestamp with time zone '" + at
                                + "', '{}', timestamp with time zone '" + at.plus(Duration.ofHours(1)) + "' from "
                                + Sql.numbers() + " where n < " + count))
                .isEmpty();
    }

    @Test
    void nothingIsReplayedWhileMoreWaitsThanMay() {
        happens(1);
        String event = house.reads("/events").at("/items/0/id").asText();
        Hook hook = Hook.create(house, Receiver.NOWHERE, "call.*");
        Map<String, String> request = Map.of("since", server.now().toString());
        assertThat(Sql.refusal(
                        server,
                        "insert into webhook_delivery (id, version, webhook_id, event_id, type, state, attempts, created_at, expires_at)"
                                + " select " + Sql.id(server.now()) + ", 0, cast('"
                                + hook.path().replaceAll(".*/", "") + "' as uuid), cast('" + event
                                + "' as uuid), 'x', 'PENDING', 0, timestamp with time zone '" + server.now()
                                + "', timestamp with time zone '"
                                + server.now().plus(Duration.ofHours(1)) + "' from " + Sql.numbers()))
                .isEmpty();
        house.post(hook.path() + "/replay", request).expect(200);

        hook.tests();

        house.post(hook.path() + "/replay", request).expect(409, "webhook-backlog");
        house.delete(hook.path()).expect(204);
    }

    @Test
    void aTestEventIsDeliveredLikeAnyOther() {
        Hook hook = hook("call.*");
        JsonNode test = hook.tests();
        Delivery came = receiver.awaits(PATH, 1).get(0);
        assertThat(came.event().type()).isEqualTo("webhook.test");
        assertThat(came.id()).isEqualTo(test.get("event").asText());
        assertThat(came.headers().firstValue("Content-Type").orElse("")).startsWith("application/cloudevents+json");
        JsonNode delivered = Awaitility.await("the delivery")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> house.reads(
                                hook.path() + "/deliveries/" + test.get("id").asText()),
                        delivery -> delivery.has("deliveredAt"));
        assertThat(delivered.get("state").asText()).isEqualTo("delivered");
    }

    // ------------------------------------------------------------------------------------------------------ targets

    @Test
    void anAddressThatIsNotPublicIsNotTaken() {
        for (String url : List.of(
                "http://example.org/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0.0.0.0/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/",
                "https://user@example.org/",
                "https://example.org/#x",
                "no address")) {
            house.post("/webhooks", Map.of("url", url)).expect(400, "target-refused");
        }
        Hook hook = hook();
        String etag = house.get(hook.path()).header("ETag").orElseThrow();
        house.patch(hook.path(), Map.of("url", "https://127.0.0.1/"), etag).expect(400, "target-refused");
    }

    /** What a name means is judged when the server connects, and not before. */
    @Test
    void aNameThatMeansALoopbackAddressIsNotConnectedTo() {
        Hook hook = Hook.create(house, "https://localhost:" + server.address().replaceAll(".*:", "") + "/health");
        hook.tests();
        JsonNode refused = hook.awaitsFirst(delivery -> delivery.has("failure"));
        assertThat(refused.get("failure").asText()).isEqualTo("target-refused");
        assertThat(refused.has("status")).isFalse();
    }

    @Test
    void anEnterpriseHasAsManyWebhooksAsItMay() {
        for (int i = 0; i < 10; i++) {
            hook();
        }
        house.post("/webhooks", Map.of("url", Receiver.NOWHERE)).expect(409, "webhook-limit");
        Enterprise other = server.newEnterprise();
        other.post("/webhooks", Map.of("url", Receiver.NOWHERE)).expect(201);
    }

    // ------------------------------------------------------------------------------------------------------ secrets

    @Test
    void theSecretIsShownOnceAndBothSignUntilTheFormerEnds() {
        Hook hook = hook();
        assertThat(house.reads(hook.path()).has("secret")).isFalse();
        assertThat(hook.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
        String fresh = house.post(hook.path() + "/secret-rotation")
                .expect(200)
                .json()
                .get("secret")
                .asText();
        assertThat(fresh).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(hook.secret());
        happens(1);
        Delivery during = receiver.awaits(PATH, 1).get(0);
        assertThat(signatures(during)).containsExactly(signed(fresh, during), signed(hook.secret(), during));
        server.passes(Duration.ofDays(1));
        happens(2);
        Delivery after = receiver.awaits(PATH, 3).get(2);
        assertThat(signatures(after)).containsExactly(signed(fresh, after));
    }

    private static List<String> signatures(Delivery delivery) {
        return List.of(
                delivery.headers().firstValue("webhook-signature").orElseThrow().split(" ", -1));
    }

    /** By the public library. */
    private static String signed(String secret, Delivery delivery) {
        try {
            return new com.standardwebhooks.Webhook(secret)
                    .sign(
                            delivery.id(),
                            Long.parseLong(delivery.headers()
                                    .firstValue("webhook-timestamp")
                                    .orElseThrow()),
                            delivery.text());
        } catch (com.standardwebhooks.exceptions.WebhookSigningException e) {
            throw new AssertionError(e);
        }
    }
}
