// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Event;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which side an event reaches, and what becomes of the use that a call takes. */
@ExtendWith(SharedServer.class)
class WhoLearnsWhatIT {
    private static final List<String> OF_THE_OWNER_ONLY =
            List.of("call.ringing", "call.answered-elsewhere", "call.busy");

    private final ServerUnderTest server;
    private final Terminal door;
    private final Terminal phone;
    private final Terminal caller;
    private final Terminal callersOther;
    private final Terminal neighbour;

    WhoLearnsWhatIT(ServerUnderTest server) {
        this.server = server;
        Account owner = server.newEnterprise().newAccount();
        door = owner.enrolsTerminal();
        phone = owner.enrolsTerminal();
        neighbour = owner.enterprise().newAccount().enrolsTerminal();
        Account guest = server.newEnterprise().newAccount();
        caller = guest.enrolsTerminal();
        callersOther = guest.enrolsTerminal();
    }

    /** Every state and every move, of the identifier and of calls; then each mailbox has its side's events, and no other. */
    @Test
    void everyEventReachesExactlyTheSideThatItIsFor() {
        Identifier identifier = door.issuesIdentifier(Condition.maxCalls(6));
        String answered = caller.dials(identifier);
        door.answers(answered);
        door.connects(answered);
        caller.connects(answered);
        caller.hangsUp(answered);
        String rejected = caller.dials(identifier);
        door.rejects(rejected);
        String busy = caller.dials(identifier);
        door.rejects(busy, "leg", "busy");
        phone.rejects(busy, "leg", "busy");
        String cancelled = caller.dials(identifier);
        caller.cancels(cancelled);
        String closed = caller.dials(identifier);
        door.pauses(identifier);
        door.tries("answer", closed).expect(409);
        door.resumes(identifier);
        String missed = caller.dials(identifier);
        door.edits(identifier, Condition.maxCalls(6), Condition.validFor(Duration.ofSeconds(1)));
        server.passes(Duration.ofSeconds(130));
        caller.awaits("call.missed", missed);
        door.awaits("virtual-identifier.expired", identifier.id());
        door.revokes(identifier);

        List<String> toOwner = List.of("call.ringing", "call.answered", "call.connected", "call.ended");
        assertThat(door.hasHeardOf(answered)).isEqualTo(toOwner);
        assertThat(phone.hasHeardOf(answered)).containsExactly("call.ringing", "call.answered-elsewhere");
        Map<String, List<String>> toCaller = new TreeMap<>(Map.of(
                answered, List.of("call.answered", "call.connected", "call.ended"),
                rejected, List.of("call.rejected"),
                busy, List.of("call.missed"),
                cancelled, List.of("call.cancelled"),
                closed, List.of("call.missed"),
                missed, List.of("call.missed")));
        for (Terminal each : List.of(caller, callersOther)) {
            toCaller.forEach((call, events) -> assertThat(each.hasHeardOf(call)).isEqualTo(events));
            assertThat(each.mailbox())
                    .extracting(Event::type)
                    .doesNotContainAnyElementsOf(OF_THE_OWNER_ONLY)
                    .noneMatch(type -> type.startsWith("virtual-identifier."));
            assertThat(each.mailbox()).hasSize(8);
        }
        for (Terminal each : List.of(door, phone)) {
            assertThat(each.hasHeardOf(rejected)).containsExactly("call.ringing", "call.rejected");
            assertThat(each.hasHeardOf(busy)).containsExactly("call.ringing", "call.busy");
            assertThat(each.hasHeardOf(cancelled)).containsExactly("call.ringing", "call.cancelled");
            assertThat(each.hasHeardOf(closed)).containsExactly("call.ringing", "call.failed");
            assertThat(each.hasHeardOf(missed)).containsExactly("call.ringing", "call.missed");
            assertThat(each.hasHeardOf(identifier.id()))
                    .containsExactlyInAnyOrder(
                            "virtual-identifier.exhausted",
                            "virtual-identifier.changed",
                            "virtual-identifier.changed",
                            "virtual-identifier.changed",
                            "virtual-identifier.expired",
                            "virtual-identifier.changed");
        }
        assertThat(neighbour.mailbox()).isEmpty();
        assertThat(Stream.of(caller, callersOther)
                        .flatMap(each -> each.mailbox().stream())
                        .map(event -> event.json().toString()))
                .noneMatch(json -> json.contains(identifier.id()));
    }

    @Test
    void theUseOfACallIsARowThatIsSpentOrGivenBackOnce() {
        Identifier identifier = door.issuesIdentifier(Condition.maxCalls(5), Condition.countOnAnswered());
        String answered = caller.dials(identifier);
        String rejected = caller.dials(identifier);
        String cancelled = caller.dials(identifier);
        assertThat(reservations(identifier)).containsOnly("RESERVED").hasSize(3);
        assertThat(used(identifier)).isEqualTo("3");

        door.answers(answered);
        door.rejects(rejected);
        caller.cancels(cancelled);
        assertThat(reservations(identifier)).containsExactly("COMMITTED", "RELEASED", "RELEASED");
        assertThat(used(identifier)).isEqualTo("1");

        caller.tries("cancellation", cancelled).expect(409);
        door.tries("rejection", rejected).expect(409);
        caller.hangsUp(answered);
        assertThat(reservations(identifier)).containsExactly("COMMITTED", "RELEASED", "RELEASED");
        assertThat(used(identifier)).isEqualTo("1");
    }

    @Test
    void theUseOfAForwardedCallIsSpentAtOnce() {
        Identifier identifier = door.issuesIdentifier(Condition.maxCalls(5));
        caller.cancels(caller.dials(identifier));
        assertThat(reservations(identifier)).containsExactly("COMMITTED");
        assertThat(used(identifier)).isEqualTo("1");
    }

    /** In the order of the calls. */
    private List<String> reservations(Identifier identifier) {
        return Sql.rows(
                        server,
                        "select state from call_reservation where identifier_id = '" + identifier.id()
                                + "' order by call_id")
                .stream()
                .map(row -> row.get("state"))
                .toList();
    }

    private String used(Identifier identifier) {
        return Sql.value(server, "select used from identifier_quota where identifier_id = '" + identifier.id() + "'");
    }
}
