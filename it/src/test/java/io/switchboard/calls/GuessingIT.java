// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.IssuedByHand;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnGuard;
import io.switchboard.harness.Size;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Guesses at codes among many that live, with right check symbols, by as many callers as it takes under the product's own limits. In the
 * full size a million identifiers live, and a million guesses are made at each form. That takes hours: {@code -Dswitchboard.it.forms=QR}
 * guesses at one form alone, a third of them.
 */
@ExtendWith(SharedServerOnGuard.class)
class GuessingIT {
    private static final List<IdentifierForm> FORMS = forms(System.getProperty("switchboard.it.forms", ""));
    private static final int LIVE = Size.of(1_000, 1_000_000);
    private static final int OWNERS = Size.of(1, 100);
    private static final int GUESSES = Size.of(90, Integer.getInteger("switchboard.it.guesses", 1_000_000));
    private static final int ENTERPRISES = Size.of(2, 10);
    private static final int CALLERS = Size.of(30, 100);
    private static final int AT_A_TIME = Size.of(10, 30);

    /** How often a guess is made again that the server was too busy for, as on a machine that others share for hours. */
    private static final int AGAIN = Size.of(0, 50);

    /** Refusals that an account has left in ten minutes after a round. */
    private static final int MORE_AT_MOST = 30;

    private final ServerUnderTest server;

    GuessingIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void nobodyGuessesACodeAndTheHonestGetThrough() {
        List<Caller> guessers = callers();
        List<IdentifierCode> live = live(guessers.subList(0, OWNERS));
        int[] made = new int[FORMS.size()];
        while (IntStream.of(made).min().orElseThrow() < GUESSES) {
            for (Reply reply : round(guessers, made)) {
                reply.expect(403, "call-refused");
            }
            if (Size.current() == Size.FULL) {
                isStopped(guessers.get(0));
            }
            honest(live.get(ThreadLocalRandom.current().nextInt(live.size())));
            server.passes(Duration.ofMinutes(10));
        }
        assertThat(IntStream.of(made)).allMatch(count -> count >= GUESSES);
    }

    private static List<IdentifierForm> forms(String names) {
        return names.isEmpty()
                ? List.of(IdentifierForm.values())
                : Arrays.stream(names.split(",", -1))
                        .map(IdentifierForm::valueOf)
                        .toList();
    }

    /** API clients that act for accounts of their own, each enterprise from a network of its own. */
    private List<Caller> callers() {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < ENTERPRISES; i++) {
            Enterprise enterprise = server.newEnterprise();
            String address = "198.18." + i + ".1";
            for (int j = 0; j < CALLERS / ENTERPRISES; j++) {
                callers.add(enterprise.actsFor(enterprise.newAccount()).from(address));
            }
        }
        return callers;
    }

    /** Some of the codes of all that live. */
    private List<IdentifierCode> live(List<Caller> owners) {
        Map<String, Object> request = Map.of(
                "forms",
                List.of("characters", "digits", "qr"),
                "conditions",
                Map.of("validFor", "P3000D", "maxCalls", 1_000_000));
        List<IdentifierCode> codes = new ArrayList<>();
        for (Caller owner : owners) {
            Identifier issued = Identifier.of(
                    owner.post("/virtual-identifiers", request).expect(201).json());
            codes.addAll(IssuedByHand.alike(server, issued, LIVE / owners.size()));
        }
        assertThat(Integer.parseInt(Sql.value(server, "select count(*) from virtual_identifier")))
                .isGreaterThanOrEqualTo(LIVE);
        return codes;
    }

    private List<Reply> round(List<Caller> guessers, int[] made) {
        List<Callable<List<Reply>>> work = new ArrayList<>();
        for (Caller guesser : guessers) {
            work.add(() -> IntStream.range(0, AT_A_TIME)
                    .mapToObj(i -> FORMS.get(i % FORMS.size()))
                    .map(form -> guess(guesser, form))
                    .toList());
        }
        for (int i = 0; i < AT_A_TIME * guessers.size(); i++) {
            made[i % AT_A_TIME % made.length]++;
        }
        try (Together together = new Together(work.size())) {
            return together.all(work).stream().flatMap(List::stream).toList();
        }
    }

    private static Reply guess(Caller guesser, IdentifierForm form) {
        Map<String, Object> request = Map.of("to", IssuedByHand.randomCode(form).grouped());
        Reply reply = guesser.post("/calls", request);
        for (int again = 0; again < AGAIN && reply.status() == 503; again++) {
            reply = guesser.post("/calls", request);
        }
        return reply;
    }

    /** By the limit of a minute, or on a machine on which a round takes longer by the one of ten. */
    private static void isStopped(Caller guesser) {
        String code = IssuedByHand.randomCode(IdentifierForm.QR).grouped();
        Reply reply = guesser.post("/calls", Map.of("to", code));
        for (int more = 0; more < MORE_AT_MOST && reply.status() == 403; more++) {
            reply = guesser.post("/calls", Map.of("to", code));
        }
        reply.expect(429, "too-many-attempts");
    }

    /** Somebody who knows a code is let through, whatever others try meanwhile. */
    private void honest(IdentifierCode code) {
        Terminal honest = server.newEnterprise().newAccount().enrolsTerminal();
        honest.cancels(honest.dials(code.grouped()));
    }
}
