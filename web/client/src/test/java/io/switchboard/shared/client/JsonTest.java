// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressView;
import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallerAccountView;
import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.EndReason;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.LegState;
import io.switchboard.calls.wire.LegView;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.TerminalId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void requestsAreWrittenAsTheContractSays() {
        IssueIdentifierRequest request = new IssueIdentifierRequest(
                EnumSet.of(IdentifierForm.CHARACTERS, IdentifierForm.QR),
                null,
                new ConditionsRequest(NOON, null, Duration.ofHours(24), 10, CountOn.ANSWERED, null, null, null));

        assertThat(Json.write(request))
                .isEqualTo("{\"forms\":[\"characters\",\"qr\"],\"conditions\":{\"notBefore\":\"2026-11-20T12:00:00Z\","
                        + "\"validFor\":\"PT24H\",\"maxCalls\":10,\"countOn\":\"answered\"}}");
    }

    @Test
    void viewsComeBackAsTheyWere() {
        CallView call = new CallView(
                new CallId("0199a1b2-0000-7000-8000-000000000001"),
                CallDirection.INCOMING,
                CallState.ENDED,
                "Sofa",
                null,
                "p-1",
                new CallerAccountView(
                        new AccountId("0199a1b2-0000-7000-8000-000000000003"),
                        "Ada",
                        List.of(new AddressView(AddressKind.SOCIAL, "example", "ada"))),
                null,
                NOON,
                NOON.plusSeconds(60),
                null,
                null,
                NOON,
                EndReason.HANG_UP,
                List.of(new LegView(
                        new TerminalId("0199a1b2-0000-7000-8000-000000000002"), LegState.ANSWERED_ELSEWHERE)),
                null,
                Map.of("order", "4711"));

        assertThat(Json.write(call)).contains("\"endReason\":\"hang-up\"", "\"state\":\"answered-elsewhere\"");
        assertThat(Json.read(Json.write(call), CallView.class)).isEqualTo(call);
    }

    @Test
    void codesAreReadByTheirForm() {
        VirtualIdentifierView view = Json.read(
                "{\"id\":\"0199a1b2-0000-7000-8000-000000000001\",\"accountId\":\"0199a1b2-0000-7000-8000-000000000002\","
                        + "\"state\":\"active\",\"conditions\":{\"validUntil\":\"2026-11-21T12:00:00Z\",\"maxCalls\":2,"
                        + "\"countOn\":\"forwarded\"},\"callsUsed\":0,\"codes\":{\"digits\":\"1\",\"qr\":\"2\"},"
                        + "\"createdAt\":\"2026-11-20T12:00:00Z\",\"ofALaterVersion\":{\"x\":[1]}}",
                VirtualIdentifierView.class);

        assertThat(view.codes()).containsEntry(IdentifierForm.DIGITS, "1").containsEntry(IdentifierForm.QR, "2");
    }

    @Test
    void eventsKeepWhatThisVersionDoesNotKnow() {
        CloudEvent event = Json.read(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"io.switchboard.x.y\",\"source\":\"s\",\"time\":"
                        + "\"2026-11-20T12:00:00Z\",\"datacontenttype\":\"application/json\",\"sequence\":5,"
                        + "\"data\":{\"new\":{\"deep\":[1,null]}}}",
                CloudEvent.class);

        assertThat(event.sequence()).isEqualTo(5);
        assertThat(Json.write(event)).contains("\"data\":{\"new\":{\"deep\":[1,null]}}");
    }

    @Test
    void aMergePatchKeepsItsNulls() {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        patch.put("label", null);
        patch.put("validFor", Duration.ofHours(1));

        assertThat(Json.write(Json.tree(patch))).isEqualTo("{\"label\":null,\"validFor\":\"PT1H\"}");
    }

    @Test
    void whatIsNotTheMessageIsNotRead() {
        assertThat(Json.tryRead("{\"id\":7} trailing", CallView.class)).isEmpty();
        assertThat(Json.tryRead("", CallView.class)).isEmpty();
        assertThat(Json.tryRead("null", CallView.class)).isEmpty();
    }
}
