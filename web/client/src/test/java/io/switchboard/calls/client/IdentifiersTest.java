// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ClientOptions;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.client.Versioned;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifiersTest {
    private static final VirtualIdentifierId ID = new VirtualIdentifierId("0199a1b2-0000-7000-8000-000000000001");
    private static final String PATH = "/api/v1/virtual-identifiers/" + ID;

    private final StubServer stub = new StubServer();
    private final Identifiers identifiers;

    IdentifiersTest(@TempDir Path directory) {
        AccountSession account = SwitchboardClient.connect(
                        stub.uri(), ClientOptions.defaults(), new FakeMachine(directory))
                .asApiClient(new ApiClientId("0199a1b2-0000-7000-8000-000000000003"), "secret")
                .actingFor(new AccountId("0199a1b2-0000-7000-8000-000000000002"));
        identifiers = Identifiers.of(account);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void anEditNamesTheVersionThatWasReadAndOnlyWhatChanges() {
        stub.on("GET " + PATH, 200, view(), Map.of("ETag", "\"3\""));
        stub.on("PATCH " + PATH, 200, view(), Map.of("ETag", "\"4\""));

        Versioned<VirtualIdentifierView> read = identifiers.get(ID);
        Versioned<VirtualIdentifierView> edited = identifiers.edit(
                read,
                IdentifierEdit.NOTHING
                        .label(null)
                        .validFor(Duration.ofDays(2))
                        .maxCalls(20)
                        .countOn(CountOn.ANSWERED));

        StubServer.Request sent = stub.asked("PATCH " + PATH).get(0);
        assertThat(edited.etag()).isEqualTo("\"4\"");
        assertThat(sent.header("If-match")).isEqualTo("\"3\"");
        assertThat(sent.body())
                .isEqualTo("{\"label\":null,\"conditions\":{\"validUntil\":null,\"validFor\":\"PT48H\",\"maxCalls\":20,"
                        + "\"countOn\":\"answered\"}}");
    }

    @Test
    void picturesComeAsTheyAre() {
        stub.on("GET " + PATH + "/qr", new StubServer.Reply(200, "image/svg+xml", "<svg/>", Map.of()));

        assertThat(identifiers.svg(ID, IdentifierForm.DIGITS)).asString().isEqualTo("<svg/>");
        assertThat(stub.asked("GET " + PATH + "/qr").get(0).path()).endsWith("/qr?form=digits&format=svg");
    }

    private static String view() {
        return "{\"id\":\"" + ID + "\",\"accountId\":\"0199a1b2-0000-7000-8000-000000000002\",\"state\":\"active\","
                + "\"conditions\":{\"validUntil\":\"2026-11-21T12:00:00Z\",\"maxCalls\":2,\"countOn\":\"forwarded\"},"
                + "\"callsUsed\":0,\"codes\":{\"digits\":\"1205 3491 6078 2353\"},\"createdAt\":\"2026-11-20T12:00:00Z\"}";
    }
}
