// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Hook;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.Receiver.Delivery;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code kill -9} between the commit and the delivery: what has happened is delivered after the restart. */
class WebhookCrashIT {
    private static final String PATH = "/hooks";
    private static final String LEFT = "/left";
    private static final int EVENTS = 7;

    /** Of whoever died with an attempt. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Test
    void whatWasCommittedIsDeliveredWhateverDiesInBetween() {
        try (ServerUnderTest server = ServerUnderTest.start();
                Receiver receiver = Receiver.start()) {
            Enterprise house = server.newEnterprise();
            Terminal door = house.newAccount().enrolsTerminal();
            Identifier identifier = door.issuesIdentifier(Condition.validFor(Duration.ofDays(300)));
            Hook hook = Hook.create(house, receiver.url() + PATH, "virtual-identifier.changed");
            Hook left = Hook.create(house, receiver.url() + LEFT, "webhook.none");
            int happened = 0;
            for (int round = 1; round <= Size.of(1, 10); round++) {
                receiver.does(receiver.hangs());
                int before = receiver.deliveries(PATH).size();
                for (int i = 0; i < EVENTS; i++, happened++) {
                    if (happened % 2 == 0) {
                        door.pauses(identifier);
                    } else {
                        door.resumes(identifier);
                    }
                }
                // The first is on its way, and the others are committed. Of the second webhook's nobody has begun any.
                receiver.awaits(PATH, before + 1);
                isLeftWaitingFor(server, hook, left);
                server.kill();
                receiver.does(Receiver.answers(204));
                server.restart();
                server.passes(LEASE);
                receiver.awaits(PATH, before + 1 + EVENTS);
                receiver.awaits(LEFT, round);
            }
            List<String> ids = receiver.deliveries(PATH).stream()
                    .map(Delivery::id)
                    .distinct()
                    .toList();
            List<String> all = house.reads("/events?limit=200").findValuesAsText("id").stream()
                    .filter(ids::contains)
                    .collect(java.util.stream.Collectors.toList());
            Collections.reverse(all);
            assertThat(ids).hasSize(happened).isEqualTo(all);
            assertThat(receiver.sequences(PATH).distinct())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, happened).boxed().toList());
            assertThat(hook.awaitsArrivals()).hasSize(happened);
        }
    }

    /** As whoever dies between the commit and the first attempt leaves it: nothing but the row tells of it. */
    private static void isLeftWaitingFor(ServerUnderTest server, Hook told, Hook left) {
        assertThat(Sql.refusal(
                        server,
                        "insert into webhook_delivery (id, version, webhook_id, event_id, type, state, attempts, created_at, expires_at)"
                                + " select '" + UUID.randomUUID() + "', 0, '"
                                + left.path().replaceAll(".*/", "")
                                + "', event_id, type, 'PENDING', 0, created_at, expires_at from webhook_delivery where webhook_id = '"
                                + told.path().replaceAll(".*/", "")
                                + "' order by position desc fetch first 1 rows only"))
                .isEmpty();
    }
}
