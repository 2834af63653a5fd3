// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Blocking a caller of an identifier. */
@ExtendWith(SharedServer.class)
class BlocksIT {
    private static final String NOBODY = "caller-0000000000000000";

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal owner;
    private final Terminal caller;
    private final Terminal other;

    BlocksIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        owner = enterprise.newAccount().enrolsTerminal();
        Enterprise callers = server.newEnterprise();
        caller = callers.newAccount().enrolsTerminal();
        other = callers.newAccount().enrolsTerminal();
    }

    @Test
    void whoIsBlockedIsLetThroughNoMoreAndOthersAre() {
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        caller.cancels(call);
        String pseudonym = owner.blocks(identifier, call);
        assertThat(pseudonym).isEqualTo(owner.sees(call).get("callerPseudonym").asText());
        int heard = owner.mailbox().size();

        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        caller.triesToDialOpenly(identifier).expect(403, "call-refused");
        caller.account().enrolsTerminal().triesToDial(identifier.code()).expect(403, "call-refused");
        assertThat(owner.mailbox()).hasSize(heard);
        assertThat(owner.sees(identifier).get("callsUsed").asInt()).isEqualTo(1);
        assertThat(Sql.rows(
                        server,
                        "select distinct cause from refused_call where identifier_id = '" + identifier.id() + "'"))
                .containsExactly(Map.of("cause", "BLOCKED"));
        other.dials(identifier);
    }

    @Test
    void aBlockHoldsForItsIdentifierAlone() {
        Identifier one = owner.issuesIdentifier();
        Identifier another = owner.issuesIdentifier();
        owner.blocks(one, caller.dials(one));
        caller.dials(another);
    }

    @Test
    void theBlockedAreListedAndLetThroughAgain() {
        Identifier identifier = owner.issuesIdentifier();
        String first = owner.blocks(identifier, caller.dials(identifier));
        String second = owner.blocks(identifier, other.dials(identifier));
        List<String> listed = new ArrayList<>();
        owner.readsAll(
                identifier.path() + "/blocks",
                item -> listed.add(item.get("pseudonym").asText()));
        assertThat(listed).containsExactly(second, first);
        JsonNode page = owner.reads(identifier.path() + "/blocks?limit=1");
        assertThat(page.get("items")).hasSize(1);
        assertThat(owner.reads(identifier.path() + "/blocks?limit=1&cursor="
                                + page.get("next").asText())
                        .at("/items/0/pseudonym")
                        .asText())
                .isEqualTo(first);

        owner.delete(identifier.path() + "/blocks/" + first).expect(204);
        owner.delete(identifier.path() + "/blocks/" + first).expect(204);
        caller.dials(identifier);
        other.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    @Test
    void blockingTwiceIsBlockingOnce() {
        Identifier identifier = owner.issuesIdentifier();
        Reply first = blocks(identifier, NOBODY).expect(200);
        Reply again = blocks(identifier, NOBODY).expect(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(owner.reads(identifier.path() + "/blocks").get("items")).hasSize(1);
        assertThat(Sql.value(
                        server,
                        "select count(*) from audit_entry where action = 'virtual-identifier.block' and resource = '"
                                + identifier.id() + "'"))
                .isEqualTo("1");
    }

    /** The owner who answers has decided for itself. */
    @Test
    void aCallThatRingsWhenItsCallerIsBlockedMayBeAnswered() {
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        owner.blocks(identifier, call);
        assertThat(owner.stateOf(call)).isEqualTo("ringing");
        assertThat(owner.answers(call).get("state").asText()).isEqualTo("answered");
    }

    @Test
    void aBlockOutlivesPauseAndEdit() {
        Identifier identifier = owner.issuesIdentifier();
        owner.blocks(identifier, caller.dials(identifier));
        owner.pauses(identifier);
        owner.resumes(identifier);
        owner.edits(identifier, Condition.maxCalls(100));
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    /** What the owner was told is done holds: no call that is admitted later rings. */
    @Test
    void afterABlockNoCallOfThisCallerRings() {
        for (int round = 0; round < 5; round++) {
            Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(100));
            String pseudonym = pseudonymOf(identifier);
            List<Callable<Reply>> moves = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                moves.add(() -> caller.triesToDial(identifier.code()));
            }
            moves.add(2, () -> blocks(identifier, pseudonym));
            List<Reply> replies;
            try (Together together = new Together(moves.size())) {
                replies = together.all(moves);
            }
            List<Reply> admitted =
                    replies.stream().filter(reply -> reply.status() == 201).toList();
            Instant blocked = Instant.parse(
                    replies.get(2).expect(200).json().get("blockedAt").asText());
            assertThat(admitted)
                    .allSatisfy(reply -> assertThat(
                                    Instant.parse(reply.json().get("placedAt").asText()))
                            .isBeforeOrEqualTo(blocked));
            caller.triesToDial(identifier.code()).expect(403, "call-refused");
            assertThat(owner.sees(identifier).get("callsUsed").asLong()).isEqualTo(1 + admitted.size());
        }
    }

    private String pseudonymOf(Identifier identifier) {
        String call = caller.dials(identifier);
        caller.cancels(call);
        return owner.sees(call).get("callerPseudonym").asText();
    }

    @Test
    void whoIsNamedInNoWayOrInTwoOrIsNoCallerIsRefused() {
        Identifier identifier = owner.issuesIdentifier();
        String elsewhere = caller.dials(owner.issuesIdentifier());
        String path = identifier.path() + "/blocks";
        for (Map<String, String> request : List.of(
                Map.<String, String>of(),
                Map.of("pseudonym", NOBODY, "callId", elsewhere),
                Map.of("callId", elsewhere),
                Map.of("callId", UUID.randomUUID().toString()),
                Map.of("pseudonym", "caller-short"))) {
            owner.post(path, request).expect(400, "invalid-request");
        }
        assertThat(owner.reads(path).get("items")).isEmpty();
    }

    @Test
    void whatCanBeNoPseudonymIsNotFound() {
        String path = owner.issuesIdentifier().path() + "/blocks/";
        for (String what : List.of("x", "caller-short", "caller-00000000000000000", "caller-000000000000000%00")) {
            owner.delete(path + what).expect(404, "not-found");
        }
        owner.delete(path + NOBODY).expect(204);
    }

    @Test
    void somebodyElsesIdentifierBlocksNobody() {
        Identifier identifier = owner.issuesIdentifier();
        Terminal neighbour = enterprise.newAccount().enrolsTerminal();
        neighbour.get(identifier.path() + "/blocks").expect(404, "not-found");
        neighbour
                .post(identifier.path() + "/blocks", Map.of("pseudonym", NOBODY))
                .expect(404, "not-found");
        neighbour.delete(identifier.path() + "/blocks/" + NOBODY).expect(404, "not-found");
    }

    @Test
    void aThousandAreBlockedAndNoMore() {
        Identifier identifier = owner.issuesIdentifier();
        String first = owner.blocks(identifier, caller.dials(identifier));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 999; i++) {
            rows.append(rows.isEmpty() ? "" : ", ")
                    .append("('" + new UUID(7L << 12, Long.MIN_VALUE + i) + "', '" + identifier.id() + "', 'p" + i
                            + "', timestamp '2026-01-01 00:00:00')");
            if (i % 50 == 49 || i == 998) {
                assertThat(Sql.refusal(
                                server,
                                "insert into identifier_block (id, identifier_id, pseudonym, blocked_at) values "
                                        + rows))
                        .isEmpty();
                rows.setLength(0);
            }
        }
        blocks(identifier, NOBODY).expect(409, "block-limit");
        blocks(identifier, first).expect(200);
        owner.delete(identifier.path() + "/blocks/" + first).expect(204);
        blocks(identifier, NOBODY).expect(200);
    }

    private Reply blocks(Identifier identifier, String pseudonym) {
        return owner.post(identifier.path() + "/blocks", Map.of("pseudonym", pseudonym));
    }
}
