// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Channel;
import io.switchboard.harness.RawHttp;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a terminal sends over its channel costs the server next to nothing, however much it is. */
@ExtendWith(SharedServer.class)
class ChannelAbuseIT {
    private static final int CANNOT_ACCEPT = 1003;
    private static final int TOO_BIG = 1009;

    private final ServerUnderTest server;
    private final Terminal terminal;

    ChannelAbuseIT(ServerUnderTest server) {
        this.server = server;
        terminal = server.newEnterprise().newAccount().enrolsTerminal();
    }

    @Test
    void aMessageInEndlessPartsIsEndedAtItsLimit() {
        try (Channel channel = terminal.opensChannel()) {
            channel.awaits("channel.caught-up");
            Awaitility.await("the server has had enough")
                    .until(() -> !channel.sendsPart("x".repeat(100)) || channel.isClosed());
            assertThat(channel.awaitsClose()).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void bytesAreRefusedBeforeTheyAreCollected() {
        try (Channel channel = terminal.opensChannel()) {
            channel.awaits("channel.caught-up");
            channel.sendsBytes(1_000);
            assertThat(channel.awaitsClose()).isEqualTo(CANNOT_ACCEPT);
        }
    }

    @Test
    void anAcknowledgementInPartsIsOne() {
        Terminal caller = server.newEnterprise().newAccount().enrolsTerminal();
        caller.dials(terminal.issuesIdentifier());
        try (Channel channel = terminal.opensChannel()) {
            channel.awaits("call.ringing");
            channel.sendsPart("{\"acknow");
            channel.sends("ledge\":1}");
            Awaitility.await("the acknowledgement is kept")
                    .until(() -> terminal.reads("/mailbox?after=0")
                                    .get("acknowledged")
                                    .asLong()
                            == 1);
        }
    }

    /** The container reads forms for whoever asks for a parameter; nobody does before the caller is known. */
    @Test
    void aFormInTheBodyIsNotReadForATicket() {
        byte[] form = ("ticket=" + terminal.ticket()).getBytes(StandardCharsets.US_ASCII);
        RawHttp.send(
                        server,
                        "GET",
                        "/api/v1/mailbox/channel",
                        Map.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Content-Length",
                                Integer.toString(form.length)),
                        form)
                .expect(401, "unauthenticated");
    }

    @Test
    void aChannelOpensAtAPositionThatThereIs() {
        try (Channel channel = terminal.opensChannel(1)) {
            assertThat(channel.awaitsClose()).isEqualTo(4410);
        }
    }
}
