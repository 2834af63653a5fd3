// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Management;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Three contents of one enterprise: one that stays, one that somebody changes, and one that gets lost. */
final class Damage {
    static final int BYTES = 200_000;
    private static final Duration SOON = Duration.ofSeconds(40);

    private final ServerUnderTest server;
    private final Content sound;
    private final Content changed;
    private final Content lost;

    private record Content(Sending sending, String id) {
        static Content of(Enterprise enterprise, int size) {
            Sending sending = Sending.of(enterprise, size);
            String upload = sending.begins();
            sending.sendsRest(upload, 0);
            assertThat(sending.content()).isEqualTo("stored");
            return new Content(sending, upload.substring(upload.lastIndexOf('/') + 1));
        }
    }

    private Damage(ServerUnderTest server, Enterprise enterprise, int size) {
        this.server = server;
        sound = Content.of(enterprise, size);
        changed = Content.of(enterprise, size);
        lost = Content.of(enterprise, size);
    }

    /** On a server that reads contents through once a day. */
    static Damage of(ServerUnderTest server) {
        return new Damage(server, server.newEnterprise(), BYTES);
    }

    /** The same of contents that are too small to be known by their code. */
    static Damage small(ServerUnderTest server) {
        return new Damage(server, server.newEnterprise(), BYTES / 10);
    }

    /** The id of the content that is to be changed. */
    String changed() {
        return changed.id();
    }

    /** The id of the content that is to get lost. */
    String lost() {
        return lost.id();
    }

    /** A day goes by, and the one that stays is read through. */
    void aDayPasses() {
        server.passes(Duration.ofHours(25));
        String since = server.now().minus(Duration.ofMinutes(30)).toString();
        Awaitility.await("what is sound is read through")
                .atMost(SOON)
                .until(() -> Sql.value(
                                server,
                                "select count(*) from content where id = '" + sound.id()
                                        + "' and scrubbed_at > timestamp with time zone '" + since + "'")
                        .equals("1"));
    }

    /** How the server has what it has of these. */
    String states() {
        return List.of(sound, changed, lost).stream()
                .map(content -> Sql.value(server, "select state from content where id = '" + content.id() + "'"))
                .toList()
                .toString();
    }

    /** It is found when its time has come, is said once, ends the transfer that waits, and is repaired by who sends it again. */
    void isFound() {
        aDayPasses();
        Awaitility.await("what seems to be damaged is suspect")
                .atMost(SOON)
                .until(() -> Sql.value(
                                server,
                                "select count(*) from content where suspect_at is not null and id in ('" + changed.id()
                                        + "', '" + lost.id() + "')")
                        .equals("2"));
        assertThat(states()).as("after one look").isEqualTo("[STORED, STORED, STORED]");
        assertThat(server.newErrors()).isEmpty();
        server.passes(Duration.ofMinutes(61));
        Awaitility.await("what is damaged is found")
                .atMost(SOON)
                .until(() -> states().equals("[STORED, DAMAGED, DAMAGED]"));
        assertThat(server.newErrors())
                .hasSize(2)
                .anyMatch(line -> line.contains(changed.id()) && line.contains("changed"))
                .anyMatch(line -> line.contains(lost.id()) && line.contains("missing"));
        for (Content content : List.of(changed, lost)) {
            JsonNode failed =
                    content.sending().source().awaits("transfer.failed").data();
            assertThat(failed.get("failure").asText()).isEqualTo("content-damaged");
            content.sending().target().awaits("transfer.failed");
            JsonNode view = content.sending().source().reads(content.sending().path());
            assertThat(view.get("state").asText()).isEqualTo("failed");
            assertThat(view.get("content").asText()).isEqualTo("failed");
            assertThat(view.get("deliveries").get(0).get("state").asText()).isEqualTo("cancelled");
            assertThat(audited(content)).isEqualTo("1");
            isRepaired(content.sending());
        }
        assertThat(sound.sending().content()).isEqualTo("stored");
        assertThat(Management.get(server, "/prometheus").expect(200).text())
                .containsPattern("switchboard_transfers_damaged_total(\\{[^}]*})? 2\\.0")
                .containsPattern("switchboard_transfers_scrubbed_bytes_total(\\{[^}]*})? [1-9]");

        aDayPasses();
        assertThat(states()).isEqualTo("[STORED, DAMAGED, DAMAGED]");
        assertThat(server.newErrors()).as("what was said before").isEmpty();
    }

    /** Nobody is told that it is there who could not be given it, and what comes in its place is given to who waits for it. */
    void isReplacedByWhoSendsItAgain() {
        Sending waiting = lost.sending();
        assertThat(waiting.target().get(waiting.path() + "/content").status()).isGreaterThanOrEqualTo(500);
        isRepaired(waiting);
        assertThat(states()).isEqualTo("[STORED, STORED, DAMAGED]");
        Awaitility.await("who waits is given it")
                .atMost(SOON)
                .until(() -> waiting.target().get(waiting.path() + "/content").status() == 200);
        assertThat(waiting.target().get(waiting.path() + "/content").expect(200).body())
                .isEqualTo(waiting.data());
    }

    private String audited(Content content) {
        return Sql.value(
                server,
                "select count(*) from audit_entry where action = 'content.scrub' and resource = '" + content.id()
                        + "'");
    }

    private static void isRepaired(Sending sending) {
        JsonNode again = sending.source()
                .post(
                        "/transfers",
                        Map.of(
                                "identification",
                                sending.identification(),
                                "size",
                                sending.data().length,
                                "target",
                                Map.of("accountId", sending.target().account().id())))
                .expect(201)
                .json();
        assertThat(again.get("content").asText()).isEqualTo("declared");
        String path = "/transfers/" + again.get("id").asText();
        sending.source()
                .request(
                        "POST",
                        path + "/uploads",
                        sending.data(),
                        Sending.tus(Map.of(
                                "Upload-Length",
                                Integer.toString(sending.data().length),
                                "Content-Type",
                                "application/offset+octet-stream")))
                .expect(201);
        assertThat(sending.target().get(path + "/content").expect(200).body()).isEqualTo(sending.data());
    }
}
