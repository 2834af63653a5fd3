// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.harness.Account;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import io.switchboard.harness.Tokens;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every key and secret of the server is replaced, again and again, while tokens are fetched, old tokens are used, codes are issued, drawn
 * and dialled: not one request fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotationIT {
    /** Verifiers keep the keys for a second: a new key signs two seconds after it was made. */
    private final ServerUnderTest server = ServerUnderTest.start(Map.of(
            "SWITCHBOARD_JWKS_CACHE_TIME", "PT1S",
            "SWITCHBOARD_TOKEN_LIFETIME", "PT1M",
            "SWITCHBOARD_SIGNING_KEY_AGE", "P1D"));

    private final Enterprise enterprise = server.newEnterprise();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> signers = new ConcurrentSkipListSet<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void everyKeyAndSecretIsReplacedUnderLoadAndNoRequestFails() {
        int rounds = Size.of(2, 100);
        List<Future<Boolean>> load = new ArrayList<>();
        Account owner = enterprise.newAccount();
        Terminal door = owner.enrolsTerminal();
        Terminal visitor = enterprise.newAccount().enrolsTerminal();
        try (Together together = new Together(4)) {
            load.add(together.meanwhile(untilOver(new RotatingClient("one"))));
            load.add(together.meanwhile(untilOver(new RotatingClient("two"))));
            load.add(together.meanwhile(untilOver(() -> issuesDrawsAndDials(door, visitor))));
            load.add(together.meanwhile(untilOver(new LastingClient())));
            for (int round = 0; round < rounds; round++) {
                String next = server.admin()
                        .post("/signing-keys")
                        .expect(201)
                        .json()
                        .get("id")
                        .asText();
                server.admin().post("/master-key/rotation").expect(200);
                server.admin().post("/api-clients/me/secret-rotation").expect(200);
                Awaitility.await("the next key signs")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> signers.contains(next) || !failures.isEmpty());
            }
            over.set(true);
            load.forEach(Together::result);
        }

        assertThat(failures).isEmpty();
        assertThat(signers).hasSizeGreaterThan(rounds);
        assertThat(requests).hasValueGreaterThan(20 * rounds);
        assertThat(server.newErrors()).isEmpty();
    }

    @Test
    void aKeyThatHasSignedForLongEnoughIsReplacedByItself() {
        String present = signerOf(clientToken());

        server.passes(Duration.ofDays(1));

        Awaitility.await("another key signs")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !signerOf(clientToken()).equals(present));
    }

    private Callable<Boolean> untilOver(Runnable step) {
        return () -> {
            while (!over.get() && failures.isEmpty()) {
                step.run();
            }
            return true;
        };
    }

    /** Fetches tokens with its newest secret and the one before, and replaces the secret every few requests. */
    private final class RotatingClient implements Runnable {
        private final String id;
        private String before;
        private String newest;
        private int steps;

        RotatingClient(String name) {
            JsonNode client = server.admin()
                    .post("/enterprises/" + enterprise.id() + "/api-clients", Map.of("name", name))
                    .expect(201)
                    .json();
            id = client.get("id").asText();
            newest = client.get("secret").asText();
            before = newest;
        }

        @Override
        public void run() {
            String old = fetches(before);
            String fresh = fetches(newest);
            asks("GET", "/accounts", old, null);
            if (++steps % 5 == 0) {
                Reply rotated = asks("POST", "/api-clients/me/secret-rotation", fresh, Map.of("overlap", "PT1H"));
                if (rotated.status() == 200) {
                    before = newest;
                    newest = rotated.json().get("secret").asText();
                }
            }
        }

        private String fetches(String secret) {
            Reply reply = Tokens.requestWithSecret(server, id, secret);
            requests.incrementAndGet();
            if (reply.status() != 200) {
                failures.add("token: " + reply.status() + " " + reply.text());
                return "";
            }
            String token = reply.json().get("access_token").asText();
            signers.add(signerOf(token));
            return token;
        }
    }

    /** Uses each token for as long as it lasts: some are of a key that signs no more. */
    private final class LastingClient implements Runnable {
        private String token = clientToken();
        private Instant until = server.now().plusSeconds(50);

        @Override
        public void run() {
            if (server.now().isAfter(until)) {
                token = clientToken();
                until = server.now().plusSeconds(50);
            }
            asks("GET", "/accounts", token, null);
        }
    }

    private void issuesDrawsAndDials(Terminal door, Terminal visitor) {
        Reply issued = door.post("/virtual-identifiers", Map.of("forms", List.of("characters", "qr")));
        counts("issue", issued);
        if (issued.status() == 201) {
            Identifier identifier = Identifier.of(issued.json());
            counts("draw", door.get(identifier.path() + "/qr"));
            counts("show", door.get(identifier.path()));
            Reply placed = visitor.triesToDial(identifier.code());
            counts("dial", placed);
            counts("cancel", visitor.post("/calls/" + placed.json().path("id").asText() + "/cancellation"));
        }
    }

    private Reply asks(String method, String path, String token, @Nullable Object body) {
        Reply reply = server.anonymous().request(method, path, body, Map.of("Authorization", "Bearer " + token));
        counts(method + " " + path, reply);
        return reply;
    }

    private void counts(String what, Reply reply) {
        requests.incrementAndGet();
        if (reply.status() >= 300) {
            failures.add(what + ": " + reply.status() + " " + reply.text());
        }
    }

    private String clientToken() {
        return String.valueOf(enterprise.newClient("manage").token());
    }

    private static String signerOf(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(token, e);
        }
    }
}
