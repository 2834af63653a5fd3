// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.switchboard.harness.Account;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.Hook;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.LockOrder;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.Recording;
import io.switchboard.harness.Recording.Statement;
import io.switchboard.harness.Recording.Transaction;
import io.switchboard.harness.Reply;
import io.switchboard.harness.SecondNode;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import io.switchboard.harness.Tokens;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two servers on one database. Wake-ups stay within a node, so that whatever is done at one node is, for whoever waits at the other, a
 * hint that was lost. On H2 there is one server only, which locks its file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
class TwoNodesIT {
    private static final int REVOKED = 4401;
    private static final int DISPLACED = 4409;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DUE = 120;
    private static final String JWKS_CACHE_TIME = "SWITCHBOARD_JWKS_CACHE_TIME";
    private static final Duration LEAD = Duration.ofSeconds(4);

    private final ServerUnderTest here = ServerUnderTest.start(settings());
    private final ServerUnderTest there =
            SecondNode.beside(here, Map.of(JWKS_CACHE_TIME, LEAD.dividedBy(2).toString()));

    private static Map<String, String> settings() {
        Map<String, String> settings = Recording.settings();
        settings.put(JWKS_CACHE_TIME, LEAD.dividedBy(2).toString());
        settings.put("SWITCHBOARD_WEBHOOKS_POLL_INTERVAL", "PT0.2S");
        return settings;
    }

    @AfterAll
    void end() {
        there.close();
        here.close();
    }

    @Test
    void anEventWhoseHintIsLostComesAllTheSame() {
        Terminal owner = here.newEnterprise().newAccount().enrolsTerminal();
        Terminal caller = here.newEnterprise().newAccount().enrolsTerminal();
        Identifier identifier = owner.issuesIdentifier();
        try (Channel channel = at(there, owner)) {
            channel.awaits("channel.caught-up");
            String call = caller.dials(identifier);
            assertThat(channel.awaits("call.ringing").subject()).isEqualTo(call);
            caller.cancels(call);
            assertThat(channel.awaits("call.cancelled").subject()).isEqualTo(call);
        }
    }

    @Test
    void aChannelAtAnotherNodeIsDisplaced() {
        Terminal owner = here.newEnterprise().newAccount().enrolsTerminal();
        try (Channel first = at(there, owner)) {
            first.awaits("channel.caught-up");
            try (Channel second = at(here, owner)) {
                second.awaits("channel.caught-up");
                assertThat(first.awaitsClose()).isEqualTo(DISPLACED);
                assertThat(second.isClosed()).isFalse();
                try (EventStream third = EventStream.open(there, "ticket=" + owner.ticket(), Map.of())) {
                    third.awaits("channel.caught-up");
                    assertThat(second.awaitsClose()).isEqualTo(DISPLACED);
                    try (Channel fourth = at(here, owner)) {
                        fourth.awaits("channel.caught-up");
                        assertThat(third.awaitsClose()).isEqualTo(DISPLACED);
                    }
                }
            }
        }
    }

    @Test
    void aRevocationClosesAChannelAtAnotherNode() {
        Enterprise enterprise = here.newEnterprise();
        Terminal owner = enterprise.newAccount().enrolsTerminal();
        try (Channel channel = at(there, owner)) {
            channel.awaits("channel.caught-up");
            enterprise.delete("/terminals/" + owner.id()).expect(204);
            assertThat(channel.awaitsClose()).isEqualTo(REVOKED);
        }
    }

    @Test
    void aNodeComparesAllItsChannelsInOneQueryARound() {
        Account account = here.newEnterprise().newAccount();
        List<Terminal> terminals = account.enrolsTerminals(4);
        List<Channel> channels =
                terminals.stream().map(terminal -> at(here, terminal)).toList();
        channels.forEach(channel -> channel.awaits("channel.caught-up"));
        List<Transaction> rounds = Recording.of(here, () -> terminals.get(0).reads("/mailbox?after=0&wait=5"));
        channels.forEach(Channel::close);
        List<Statement> comparisons = rounds.stream()
                .flatMap(transaction -> transaction.statements().stream())
                .filter(statement -> statement.sql().matches("select terminal_id, last_sequence.* in \\(\\$1,\\$2.*"))
                .filter(statement -> terminals.stream()
                        .anyMatch(terminal -> statement.values().contains(terminal.id())))
                .toList();
        // Every two seconds, for about five.
        assertThat(comparisons)
                .hasSizeBetween(1, 4)
                .allSatisfy(comparison -> assertThat(terminals)
                        .allSatisfy(terminal -> assertThat(comparison.values()).contains(terminal.id())));
    }

    /** More due rows than one batch holds, and two janitors that go for them at the same time. */
    @Test
    void twoJanitorsOnTheSameRowsDoEverythingOnce() {
        Terminal owner = here.newEnterprise().newAccount().enrolsTerminal();
        Terminal caller = here.newEnterprise().newAccount().enrolsTerminal();
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(DUE), Condition.countOnAnswered());
        List<String> calls =
                Stream.generate(() -> caller.dials(identifier)).limit(DUE).toList();
        List<Transaction> janitors = new ArrayList<>(Recording.of(here, () -> {
            here.passes(Duration.ofSeconds(130));
            there.passes(Duration.ofSeconds(130));
            Awaitility.await("all calls are missed, on both sides")
                    .atMost(PATIENCE)
                    .until(() -> open(identifier).equals("0"));
        }));
        Set<String> missed = new HashSet<>();
        for (Event event : owner.mailbox()) {
            if (event.type().equals("call.missed")) {
                assertThat(missed.add(event.subject())).as("told once").isTrue();
            }
        }
        assertThat(missed).containsExactlyInAnyOrderElementsOf(calls);
        assertThat(owner.sees(identifier).get("callsUsed").asInt()).isZero();
        assertThat(Sql.rows(
                        here,
                        "select distinct state from call_reservation where identifier_id = '" + identifier.id() + "'"))
                .containsExactly(Map.of("state", "RELEASED"));
        List<Statement> batches = janitors.stream()
                .flatMap(transaction -> transaction.statements().stream())
                .filter(statement -> statement.sql().matches("select id from placed_call where due_at .*"))
                .toList();
        assertThat(batches).hasSizeGreaterThan(2).allSatisfy(batch -> {
            assertThat(batch.sql()).endsWith("for update skip locked");
            assertThat(batch.values()).contains("= '100'");
        });
    }

    /** As whoever edits the webhook. */
    @Test
    void whatComesOfAnAttemptIsRecordedInTheOrderOfTheHouse() {
        try (Receiver receiver = Receiver.start()) {
            receiver.does(Receiver.answers(410));
            Hook hook = Hook.create(here.newEnterprise(), receiver.url());
            List<List<String>> taken = Recording.of(here, () -> {
                        hook.tests();
                        hook.awaits(now -> !now.get("enabled").asBoolean());
                    })
                    .stream()
                    .filter(transaction -> transaction.writes("webhook_queue"))
                    .map(LockOrder::taken)
                    .toList();
            assertThat(taken)
                    .as("the lease, and the end")
                    .hasSize(2)
                    .allSatisfy(tables ->
                            assertThat(tables.stream().map(LockOrder::rank)).isSorted());
            assertThat(taken.get(0)).startsWith("webhook_queue");
            assertThat(taken.get(1)).startsWith("webhook", "webhook_queue").endsWith("audit_entry");
        }
    }

    /** However many webhooks there are that have been told everything. */
    @Test
    void whatNobodyHasBegunIsFoundByWhatIsToBeDelivered() {
        Terminal reader = here.newEnterprise().newAccount().enrolsTerminal();
        Statement look = Recording.of(here, () -> reader.reads("/mailbox?after=0&wait=4")).stream()
                .flatMap(transaction -> transaction.statements().stream())
                .filter(statement -> statement.sql().contains("with recursive pending"))
                .findFirst()
                .orElseThrow();
        List<String> plan = Recording.plans(here, List.of(look.original()))
                .values()
                .iterator()
                .next();
        assertThat(plan)
                .filteredOn(line -> line.contains(" on webhook_delivery"))
                .isNotEmpty()
                .allMatch(line -> line.contains("using webhook_delivery_pending"));
        // Of what was found; what is to be delivered comes in the index's own order.
        assertThat(plan).filteredOn(line -> line.contains("Sort Key:")).hasSize(1);
    }

    @Test
    void aNewSigningKeyIsKnownAtBothNodesBeforeItSigns() throws ParseException {
        Terminal terminal = here.newEnterprise().newAccount().enrolsTerminal();
        String next =
                here.admin().post("/signing-keys").expect(201).json().get("id").asText();
        Awaitility.await("the other node publishes it")
                .atMost(PATIENCE)
                .until(
                        () -> there.anonymous().reads("/oauth2/jwks").findValuesAsText("kid"),
                        kids -> kids.contains(next));
        here.passes(LEAD);
        there.passes(LEAD);

        for (ServerUnderTest issuer : List.of(there, here)) {
            String token = Tokens.requestWithAssertion(issuer, terminal.assertion())
                    .expect(200)
                    .json()
                    .get("access_token")
                    .asText();
            assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isEqualTo(next);
            for (ServerUnderTest verifier : List.of(here, there)) {
                verifier.anonymous()
                        .request("GET", "/terminals/me", null, Map.of("Authorization", "Bearer " + token))
                        .expect(200);
            }
        }
    }

    @Test
    void anAssertionThatIsRedeemedAtBothNodesAtOnceHoldsAtOne() {
        Terminal terminal = here.newEnterprise().newAccount().enrolsTerminal();
        for (int round = 0; round < Size.of(5, 200); round++) {
            String assertion = terminal.assertion();
            try (Together together = new Together(4)) {
                List<Callable<Reply>> redemptions = Stream.of(here, there, here, there)
                        .<Callable<Reply>>map(node -> () -> Tokens.requestWithAssertion(node, assertion))
                        .toList();
                assertThat(together.all(redemptions))
                        .extracting(Reply::status)
                        .containsOnlyOnce(200)
                        .containsOnly(200, 401);
            }
        }
    }

    @Test
    void aNodeWhoseMasterKeyIsConfiguredDoesNotChangeIt() {
        there.anonymous()
                .request(
                        "POST",
                        "/master-key/rotation",
                        null,
                        Map.of("Authorization", "Bearer " + here.admin().token()))
                .expect(409, "master-key-elsewhere");
    }

    private String open(Identifier identifier) {
        return Sql.value(
                here,
                "select count(*) from placed_call where identifier_id = '" + identifier.id()
                        + "' and (state <> 'MISSED' or caller_state <> 'MISSED')");
    }

    /** Its channel at a node; the ticket is good at each. */
    private static Channel at(ServerUnderTest node, Terminal terminal) {
        return Channel.open(node, "ticket=" + terminal.ticket(), Map.of(), Channel.SUBPROTOCOL);
    }
}
