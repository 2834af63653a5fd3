// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Contents in a directory are read through once in a period, and what is not any more what it was is reported. */
@OnceForAllDatabases
class ScrubIT {
    private static final Map<String, String> DAILY = Map.of("SWITCHBOARD_TRANSFERS_SCRUB_PERIOD", "P1D");

    private static Path contents(ServerUnderTest server) {
        return server.data().resolve("contents");
    }

    private static Path file(ServerUnderTest server, String id) throws IOException {
        try (Stream<Path> all = Files.walk(contents(server))) {
            return all.filter(path -> path.getFileName().toString().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatIsDamagedOrGoneIsFoundAndRepairedByWhoSendsItAgain() throws IOException {
        try (ServerUnderTest server = ServerUnderTest.start(DAILY)) {
            Damage damage = Damage.of(server);
            try (FileChannel bytes = FileChannel.open(file(server, damage.changed()), StandardOpenOption.WRITE)) {
                bytes.write(ByteBuffer.wrap(new byte[100]), Damage.BYTES / 2);
            }
            Files.delete(file(server, damage.lost()));
            damage.isFound();
        }
    }

    @Test
    void whatCannotBeReadIsReplacedByWhoSendsItAgain() throws IOException {
        try (ServerUnderTest server = ServerUnderTest.start(Map.of("SWITCHBOARD_TRANSFERS_SCRUB_PERIOD", "PT0S"))) {
            for (Damage damage : List.of(Damage.of(server), Damage.small(server))) {
                Files.delete(file(server, damage.lost()));
                damage.isReplacedByWhoSendsItAgain();
            }
        }
    }

    /** So many at once are no damage of contents: nothing is given up. */
    @Test
    void whatIsWrongWithManyAtOnceIsNotBelieved() throws IOException {
        try (ServerUnderTest server = ServerUnderTest.start(DAILY)) {
            Enterprise enterprise = server.newEnterprise();
            for (int i = 0; i < 12; i++) {
                StoredByHand.store(server, enterprise, Data.random(70_000), Data.random(70_000));
            }
            server.passes(Duration.ofHours(25));
            awaitsCount(server, "suspect_at is not null", "12");
            server.passes(Duration.ofMinutes(61));
            awaitsCount(server, "state = 'DAMAGED'", "10");
            Awaitility.await("it is said")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.newErrors().stream().anyMatch(line -> line.contains("the store itself")));
            awaitsCount(server, "state = 'STORED'", "2");
        }
    }

    private static void awaitsCount(ServerUnderTest server, String condition, String count) {
        Awaitility.await(condition)
                .atMost(Duration.ofSeconds(40))
                .until(() -> Sql.value(server, "select count(*) from content where " + condition), count::equals);
    }

    /** An empty directory is not what is left of the contents, but a disk that is not mounted. */
    @Test
    void whatIsAwayAsAWholeIsNotDamaged() throws IOException {
        try (ServerUnderTest server = ServerUnderTest.start(DAILY)) {
            Damage damage = Damage.of(server);
            Path aside = server.data().resolve("aside");
            Files.move(contents(server), aside);
            for (String empty : new String[] {"", "contents", "incoming"}) {
                Files.createDirectory(contents(server).resolve(empty));
            }
            server.passes(Duration.ofHours(25));
            Awaitility.await("it is said")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.newErrors().stream()
                            .anyMatch(line -> line.contains("The store of contents is that of nobody known")));
            Files.move(contents(server), server.data().resolve("empty"));
            Files.move(aside, contents(server));
            damage.aDayPasses();
            assertThat(damage.states()).isEqualTo("[STORED, STORED, STORED]");
            assertThat(server.newErrors()).isEmpty();
        }
    }
}
