// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnGuard;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import io.switchboard.harness.Visible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Callers may try so often and no more, by the product's own budgets; and none of them uses up another's. */
@ExtendWith(SharedServerOnGuard.class)
class AttemptsIT {
    private static final int PER_MINUTE = 30;
    private static final int PER_CODE = 10;
    private static final int PER_CODE_AND_ENTERPRISE = 50;
    private static final int AT_ONCE = 100;
    private static final String PIN = "482913";

    private final ServerUnderTest server;
    private final Enterprise callers;
    private final Terminal owner;

    AttemptsIT(ServerUnderTest server) {
        this.server = server;
        callers = server.newEnterprise();
        owner = server.newEnterprise().newAccount().enrolsTerminal();
    }

    @Test
    void aHundredGuessesAtOnceGetNoMoreThanTheBudgetWhetherThereIsSuchACodeOrNot() {
        Identifier paused = paused();

        assertThat(guesses(paused.code())).isEqualTo(guesses(Identifier.unknownCode()));
    }

    /** What a hundred guesses of one caller at once come to, which is asserted; and what the refusals look like, for a comparison. */
    private Map<Visible, Long> guesses(String code) {
        Terminal guesser = callers.newAccount().enrolsTerminal();
        List<Reply> replies = atOnce(Collections.nCopies(AT_ONCE, guesser), code);
        assertThat(replies.stream().filter(reply -> reply.status() == 403)).hasSize(PER_CODE);
        replies.stream().filter(reply -> reply.status() != 403).forEach(reply -> {
            reply.expect(429, "too-many-attempts");
            assertThat(seconds(reply)).isBetween(3500L, 3600L);
        });
        return replies.stream()
                .map(Visible::of)
                .map(AttemptsIT::withoutWhatIsLeft)
                .collect(Collectors.groupingBy(seen -> seen, Collectors.counting()));
    }

    @Test
    void guessesAtAPinAreBoundedByCallerAndIdentifierAndThenNotEvenTheRightOneIsLookedAt() {
        Identifier guarded = owner.issuesIdentifier(Condition.pin(PIN));
        Terminal guesser = callers.newAccount().enrolsTerminal();
        Terminal honest = callers.newAccount().enrolsTerminal();
        guesser.token();
        List<Callable<Reply>> guesses = IntStream.range(0, AT_ONCE)
                .<Callable<Reply>>mapToObj(i -> () -> guesser.triesToDial(guarded, String.format("%06d", i)))
                .toList();

        List<Reply> replies = together(guesses);

        assertThat(replies.stream().filter(reply -> reply.status() == 403)).hasSize(PER_CODE);
        assertThat(replies.stream().filter(reply -> reply.status() == 429)).hasSize(AT_ONCE - PER_CODE);
        assertThat(Sql.value(
                        server,
                        "select count(*) from refused_call where cause = 'WRONG_PIN' and identifier_id = '"
                                + guarded.id() + "'"))
                .isEqualTo(String.valueOf(PER_CODE));
        Reply refused = guesser.triesToDial(guarded, PIN).expect(429, "too-many-attempts");
        honest.dials(guarded, PIN);
        server.passes(Duration.ofSeconds(seconds(refused)));
        guesser.dials(guarded, PIN);
    }

    @Test
    void aGuesserLocksNobodyElseOut() {
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(100));
        owner.pauses(identifier);
        Terminal guesser = callers.newAccount().enrolsTerminal();
        Terminal honest = callers.newAccount().enrolsTerminal();
        atOnce(Collections.nCopies(PER_CODE + 5, guesser), identifier.code());
        owner.resumes(identifier);

        guesser.triesToDial(identifier.code()).expect(429, "too-many-attempts");
        honest.dials(identifier);
        guesser.dials(owner.issuesIdentifier());
    }

    @Test
    void theAccountsOfAnEnterpriseHaveABudgetTogetherAndOtherEnterprisesTheirOwn() {
        Identifier identifier = paused();
        List<Terminal> guessers = Collections.nCopies(PER_CODE_AND_ENTERPRISE / PER_CODE + 1, callers).stream()
                .map(enterprise -> enterprise.newAccount().enrolsTerminal())
                .toList();

        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < PER_CODE; i++) {
            replies.addAll(atOnce(guessers, identifier.code()));
        }

        assertThat(replies.stream().filter(reply -> reply.status() == 403)).hasSize(PER_CODE_AND_ENTERPRISE);
        assertThat(replies.stream().filter(reply -> reply.status() == 429)).hasSize(PER_CODE);
        owner.resumes(identifier);
        guessers.forEach(guesser -> guesser.triesToDial(identifier.code()).expect(429, "too-many-attempts"));
        server.newEnterprise().newAccount().enrolsTerminal().dials(identifier);
    }

    @Test
    void whatTheOthersOfAnEnterpriseHaveUsedUpDoesNotLockAnHonestAccountOut() {
        Identifier identifier = paused();
        usedUpByOthers(identifier);
        Terminal honest = callers.newAccount().enrolsTerminal();
        Terminal unlucky = callers.newAccount().enrolsTerminal();
        unlucky.triesToDial(identifier.code()).expect(403, "call-refused");
        owner.resumes(identifier);

        honest.cancels(honest.dials(identifier));
        honest.cancels(honest.dials(identifier));
        unlucky.triesToDial(identifier.code()).expect(429, "too-many-attempts");
    }

    /** By hand: five hundred accounts are many for a test. */
    @Test
    void anEnterpriseDoesNotGuessForEverWithAccountsThatItMakes() {
        Identifier identifier = paused();
        usedUpByOthers(identifier);
        assertThat(Sql.refusal(
                        server,
                        "update attempt_budget set used = " + 10 * PER_CODE_AND_ENTERPRISE + " - 1 where used = "
                                + PER_CODE_AND_ENTERPRISE))
                .isEmpty();

        callers.newAccount().enrolsTerminal().triesToDial(identifier.code()).expect(403, "call-refused");
        callers.newAccount().enrolsTerminal().triesToDial(identifier.code()).expect(429, "too-many-attempts");
    }

    private void usedUpByOthers(Identifier identifier) {
        for (int i = 0; i < PER_CODE_AND_ENTERPRISE / PER_CODE; i++) {
            Terminal guesser = callers.newAccount().enrolsTerminal();
            assertThat(atOnce(Collections.nCopies(PER_CODE, guesser), identifier.code()))
                    .allMatch(reply -> reply.status() == 403);
        }
    }

    @Test
    void ringingAndCancellingIsBoundedApartFromUses() {
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(1000), Condition.countOnAnswered());
        Terminal caller = callers.newAccount().enrolsTerminal();
        for (int i = 0; i < PER_MINUTE; i++) {
            caller.cancels(caller.dials(identifier));
        }

        Reply refused = caller.triesToDial(identifier.code()).expect(429, "too-many-attempts");

        assertThat(seconds(refused)).isBetween(1L, 60L);
        server.passes(Duration.ofSeconds(seconds(refused)));
        caller.dials(identifier);
    }

    @Test
    void aBudgetIsThereAgainWhenItsWindowEndsAndTheJanitorTakesTheRowsAway() {
        Identifier identifier = paused();
        Terminal guesser = callers.newAccount().enrolsTerminal();
        atOnce(Collections.nCopies(PER_CODE, guesser), identifier.code());
        Reply refused = guesser.triesToDial(identifier.code()).expect(429, "too-many-attempts");

        server.passes(Duration.ofSeconds(seconds(refused)));

        Awaitility.await("the janitor")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Sql.value(server, "select count(*) from attempt_budget"), "0"::equals);
        owner.resumes(identifier);
        guesser.dials(identifier);
    }

    @Test
    void aTypingErrorIsNoAttempt() {
        Terminal caller = callers.newAccount().enrolsTerminal();
        for (int i = 0; i <= PER_MINUTE; i++) {
            caller.triesToDial("hello").expect(400, "code-mistyped");
        }

        caller.dials(owner.issuesIdentifier());
    }

    private Identifier paused() {
        Identifier identifier = owner.issuesIdentifier();
        owner.pauses(identifier);
        return identifier;
    }

    private static List<Reply> atOnce(List<Terminal> callers, String code) {
        callers.forEach(Terminal::token);
        List<Callable<Reply>> guesses = callers.stream()
                .<Callable<Reply>>map(caller -> () -> caller.triesToDial(code))
                .toList();
        return together(guesses);
    }

    private static List<Reply> together(List<Callable<Reply>> guesses) {
        try (Together together = new Together(guesses.size())) {
            return together.all(guesses);
        }
    }

    private static long seconds(Reply refused) {
        return Long.parseLong(refused.header("Retry-After").orElseThrow());
    }

    /** How long to wait, and what is left of the rates, differ from request to request, and by nothing else. */
    private static Visible withoutWhatIsLeft(Visible seen) {
        Map<String, List<String>> headers = new java.util.TreeMap<>(seen.headers());
        headers.keySet().removeAll(Set.of("retry-after", "ratelimit"));
        return new Visible(seen.status(), headers, seen.body());
    }
}
