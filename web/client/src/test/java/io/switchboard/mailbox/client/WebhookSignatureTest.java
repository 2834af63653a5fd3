// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the example of the specification (Standard Webhooks, its libraries' test vector). */
class WebhookSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330);

    private static WebhookSignature at(Instant now) {
        return new WebhookSignature(SECRET, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void aDeliveryOfTheServerIsTaken() {
        assertThatCode(() -> at(THEN).verify(ID, TIMESTAMP, SIGNATURE, BODY)).doesNotThrowAnyException();
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "Webhook-Id", List.of(ID),
                        "webhook-timestamp", List.of(TIMESTAMP),
                        "WEBHOOK-SIGNATURE", List.of(SIGNATURE)),
                (name, value) -> true);
        assertThatCode(() -> at(THEN).verify(headers, BODY)).doesNotThrowAnyException();
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        String two = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,x " + SIGNATURE;
        assertThatCode(() -> at(THEN).verify(ID, TIMESTAMP, two, BODY)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1,",
                "v1",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            })
    void anotherSignatureIsRejected(String signature) {
        assertThatThrownBy(() -> at(THEN).verify(ID, TIMESTAMP, signature, BODY))
                .isInstanceOf(WebhookRejectedException.class);
    }

    @Test
    void whatWasChangedIsRejected() {
        byte[] other = "{\"test\": 2432232315}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> at(THEN).verify(ID, TIMESTAMP, SIGNATURE, other))
                .isInstanceOf(WebhookRejectedException.class);
        assertThatThrownBy(() -> at(THEN).verify(ID + "x", TIMESTAMP, SIGNATURE, BODY))
                .isInstanceOf(WebhookRejectedException.class);
        assertThatThrownBy(() -> at(THEN).verify(ID, "1614265331", SIGNATURE, BODY))
                .isInstanceOf(WebhookRejectedException.class);
    }

    @Test
    void whatIsNotOfThisTimeIsRejected() {
        Duration good = WebhookSignature.TOLERANCE;
        assertThatCode(() -> at(THEN.plus(good)).verify(ID, TIMESTAMP, SIGNATURE, BODY))
                .doesNotThrowAnyException();
        for (Instant now :
                List.of(THEN.plus(good).plusSeconds(1), THEN.minus(good).minusSeconds(1))) {
            assertThatThrownBy(() -> at(now).verify(ID, TIMESTAMP, SIGNATURE, BODY))
                    .isInstanceOf(WebhookRejectedException.class);
        }
        for (String none : List.of("", "now", "99999999999999999999", "9223372036854775807")) {
            assertThatThrownBy(() -> at(THEN).verify(ID, none, SIGNATURE, BODY))
                    .isInstanceOf(WebhookRejectedException.class);
        }
    }

    @Test
    void whatLacksAHeaderIsRejected() {
        HttpHeaders none = HttpHeaders.of(Map.of("webhook-id", List.of(ID)), (name, value) -> true);
        assertThatThrownBy(() -> at(THEN).verify(none, BODY)).isInstanceOf(WebhookRejectedException.class);
    }

    @Test
    void aSecretOfAnotherKindIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookSignature("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Clock.systemUTC()));
    }
}
