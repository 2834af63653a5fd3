// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.Hook;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.Receiver.Delivery;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.mailbox.client.WebhookSignature;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two back ends and no terminal at all: what their webhooks tell them is all they need to call each other. */
@ExtendWith(SharedServerOnTime.class)
class WebhookStoryIT {
    private static final String OWNERS = "/owners";
    private static final String CALLERS = "/callers";

    private final Receiver receiver = Receiver.start();
    private final Account owner;
    private final Hook owners;
    private final Hook callers;
    private final Caller asCaller;

    WebhookStoryIT(ServerUnderTest server) {
        Enterprise house = server.newEnterprise();
        Enterprise guests = server.newEnterprise();
        owner = house.newAccount();
        asCaller = guests.actsFor(guests.newAccount());
        owners = Hook.create(house, receiver.url() + OWNERS, "call.*");
        callers = Hook.create(guests, receiver.url() + CALLERS, "call.*");
    }

    @AfterEach
    void end() {
        receiver.close();
    }

    /** The newest one, which is that many-th. */
    private Event told(Hook hook, String path, int count) {
        Delivery delivery = receiver.awaits(path, count).get(count - 1);
        verify(hook, delivery);
        return delivery.event();
    }

    /** A public library's judgement, and that of our own. */
    private static void verify(Hook hook, Delivery delivery) {
        try {
            new Webhook(hook.secret())
                    .verify(delivery.text(), delivery.headers().map());
        } catch (WebhookVerificationException e) {
            throw new AssertionError(delivery.text(), e);
        }
        new WebhookSignature(hook.secret(), Clock.systemUTC()).verify(delivery.headers(), delivery.body());
    }

    /** For whom the event says that the client may act. */
    private Caller asOwner(Event event) {
        String account = event.json().get("account").asText();
        assertThat(account).isEqualTo(owner.id());
        return owner.enterprise().actsFor(owner);
    }

    @Test
    void aClientThatActsForAnAccountDialsAnswersAndHangsUpByWebhookAndApiAlone() {
        String call = dials();
        Event ringing = told(owners, OWNERS, 1);
        assertThat(ringing.type()).isEqualTo("call.ringing");
        assertThat(ringing.subject()).isEqualTo(call);
        assertThat(ringing.data().get("label").asText()).isEqualTo("Door");

        Caller asOwner = asOwner(ringing);
        asOwner.post("/calls/" + ringing.subject() + "/answer").expect(200);
        assertThat(told(callers, CALLERS, 1).type()).isEqualTo("call.answered");
        asOwner.post("/calls/" + call + "/connection").expect(200);
        asCaller.post("/calls/" + call + "/connection").expect(200);
        asCaller.post("/calls/" + call + "/hang-up").expect(200);

        assertThat(told(owners, OWNERS, 4).type()).isEqualTo("call.ended");
        assertThat(told(callers, CALLERS, 3).type()).isEqualTo("call.ended");
        assertThat(receiver.types(OWNERS))
                .containsExactly("call.ringing", "call.answered", "call.connected", "call.ended");
        assertThat(receiver.types(CALLERS)).containsExactly("call.answered", "call.connected", "call.ended");
        assertThat(receiver.deliveries(CALLERS))
                .allSatisfy(delivery -> assertThat(delivery.text()).doesNotContain(owner.id()));
    }

    @Test
    void aClientThatActsForAnAccountRejectsByWebhookAndApiAlone() {
        String call = dials();
        Event ringing = told(owners, OWNERS, 1);
        asOwner(ringing).post("/calls/" + ringing.subject() + "/rejection").expect(200);
        Event rejected = told(callers, CALLERS, 1);
        assertThat(rejected.type()).isEqualTo("call.rejected");
        assertThat(rejected.subject()).isEqualTo(call);
        assertThat(rejected.data().get("state").asText()).isEqualTo("rejected");
    }

    private String dials() {
        JsonNode identifier = owner.enterprise()
                .actsFor(owner)
                .post("/virtual-identifiers", Map.of("forms", List.of("characters"), "label", "Door"))
                .expect(201)
                .json();
        return asCaller.post(
                        "/calls",
                        Map.of("to", identifier.at("/codes/characters").asText()))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }
}
