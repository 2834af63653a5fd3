// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.Json;
import io.switchboard.shared.wire.CloudEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataEventsTest {
    private static Optional<DataEvents.Sent> of(String type, String data) {
        return DataEvents.of(Json.read(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"io.switchboard." + type + "\",\"source\":\"s\","
                        + "\"time\":\"2026-11-20T12:00:00Z\",\"datacontenttype\":\"application/json\",\"sequence\":1,"
                        + "\"data\":" + data + "}",
                CloudEvent.class));
    }

    @Test
    void whatIsSentIsSaidWithItsNameItsSizeAndItsSender() {
        DataEvents.Sent sent = of(
                        "transfer.offered",
                        "{\"id\":\"1\",\"direction\":\"incoming\",\"size\":3,\"name\":\"abc.txt\",\"sourceAccountId\":\"ada\"}")
                .orElseThrow();
        assertThat(sent.name()).isEqualTo("abc.txt");
        assertThat(sent.size()).isEqualTo(3);
        assertThat(sent.peer()).hasValue("from account ada");
        assertThat(of("transfer.offered", "{\"direction\":\"incoming\",\"size\":3,\"sender\":\"K7\"}")
                        .flatMap(DataEvents.Sent::peer))
                .hasValue("from K7");
        assertThat(of("transfer.received", "{\"direction\":\"outgoing\",\"size\":3}")
                        .flatMap(DataEvents.Sent::peer))
                .isEmpty();
    }

    @Test
    void otherEventsAreAboutOtherThings() {
        assertThat(of("call.ringing", "{\"size\":3}")).isEmpty();
        assertThat(of("transfer.offered", "{\"size\":\"large\"}")).isEmpty();
    }
}
