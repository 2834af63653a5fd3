// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Channel;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Event;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events are kept until they are acknowledged or expire, and who reads from where they were is told from where one can read. */
@ExtendWith(SharedServer.class)
class PurgingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AFTER_ACKNOWLEDGEMENT = Duration.ofHours(1);
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int EVENTS_PURGED = 4411;

    private final ServerUnderTest server;
    private final Terminal owner;
    private final Identifier identifier;
    private boolean paused;

    PurgingIT(ServerUnderTest server) {
        this.server = server;
        owner = server.newEnterprise().newAccount().enrolsTerminal();
        identifier = owner.issuesIdentifier(Condition.validFor(RETENTION.multipliedBy(2)));
    }

    @Test
    void whatWasAcknowledgedIsGoneAfterAWhileAndWhatWasNotStays() {
        changes(4);
        owner.acknowledges(2);
        owner.acknowledges(3);
        assertThat(owner.reads("/mailbox?after=0").get("events")).hasSize(4);

        server.passes(AFTER_ACKNOWLEDGEMENT);
        awaitEvents(2);
        assertThatOldestIs(2, "/mailbox?after=0");
        assertThatOldestIs(2, "/mailbox?after=1&wait=5");
        assertThat(owner.reads("/mailbox?after=2").get("events")).hasSize(2);
        assertThat(owner.reads("/mailbox").get("events")).hasSize(1);

        server.passes(AFTER_ACKNOWLEDGEMENT);
        awaitEvents(1);
        assertThatOldestIs(3, "/mailbox?after=2");
        changes(1);
        assertThat(owner.reads("/mailbox?after=3").get("events").findValuesAsText("sequence"))
                .containsExactly("4", "5");
    }

    /** More than one transaction deletes. */
    @Test
    void manyAcknowledgedEventsGoBitByBit() {
        changes(210);
        owner.acknowledges(209);
        server.passes(AFTER_ACKNOWLEDGEMENT);
        awaitEvents(1);
        assertThatOldestIs(209, "/mailbox?after=208");
        assertThat(owner.reads("/mailbox").get("events").findValuesAsText("sequence"))
                .containsExactly("210");
    }

    @Test
    void whatNobodyAcknowledgedExpiresAndNobodyReadsPastItUnaware() {
        changes(2);
        server.passes(RETENTION);
        changes(1);
        assertThatOldestIs(2, "/mailbox");
        assertThatOldestIs(2, "/mailbox?after=1");
        awaitEvents(1);
        assertThatOldestIs(2, "/mailbox");
        assertThat(owner.reads("/mailbox?after=2").get("events").findValuesAsText("sequence"))
                .containsExactly("3");

        owner.acknowledges(3);
        assertThat(owner.reads("/mailbox").get("caughtUp").asBoolean()).isTrue();
    }

    @Test
    void aChannelFromAPurgedPositionSaysFromWhereOneCanReadAndDisplacesNobody() {
        changes(3);
        owner.acknowledges(2);
        server.passes(AFTER_ACKNOWLEDGEMENT);
        awaitEvents(1);
        try (Channel present = owner.opensChannel()) {
            present.awaits("channel.caught-up");
            try (Channel late = owner.opensChannel(1)) {
                Event purged = late.awaits("channel.events-purged");
                assertThat(purged.data().get("oldest").asLong()).isEqualTo(2);
                assertThat(late.awaitsClose()).isEqualTo(EVENTS_PURGED);
                assertThat(late.events()).containsExactly(purged);
            }
            try (Channel beyond = owner.opensChannel(4)) {
                assertThat(beyond.awaitsClose()).isEqualTo(4410);
            }
            changes(1);
            assertThat(present.awaits(4)).extracting(Event::sequence).containsExactly(0L, 3L, 0L, 4L);
            assertThat(present.isClosed()).isFalse();
        }
        try (Channel again = owner.opensChannel(2)) {
            again.awaits("channel.caught-up");
            assertThat(again.events()).extracting(Event::sequence).containsExactly(0L, 3L, 4L, 0L);
        }
    }

    @Test
    void anOpenChannelOutlivesThePurgeOfWhatItHasSent() {
        changes(2);
        try (Channel channel = owner.opensChannel()) {
            channel.awaits("channel.caught-up");
            server.passes(RETENTION);
            awaitEvents(0);
            changes(1);
            assertThat(channel.awaits(5))
                    .last()
                    .satisfies(event -> assertThat(event.sequence()).isEqualTo(3));
            assertThat(channel.isClosed()).isFalse();
        }
    }

    @Test
    void nothingStaysInTheMailboxOfARevokedTerminal() {
        changes(2);
        owner.account().enterprise().delete("/terminals/" + owner.id()).expect(204);
        awaitEvents(0);
    }

    /** One event each. */
    private void changes(int times) {
        for (int i = 0; i < times; i++) {
            if (paused) {
                owner.resumes(identifier);
            } else {
                owner.pauses(identifier);
            }
            paused = !paused;
        }
    }

    private void assertThatOldestIs(long oldest, String path) {
        assertThat(owner.get(path)
                        .expect(410, "events-purged")
                        .json()
                        .get("oldest")
                        .asLong())
                .isEqualTo(oldest);
    }

    private void awaitEvents(int kept) {
        String sql = "select count(*) from mailbox_event where terminal_id = '" + owner.id() + "'";
        Awaitility.await("events kept")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Sql.value(server, sql), Integer.toString(kept)::equals);
    }
}
