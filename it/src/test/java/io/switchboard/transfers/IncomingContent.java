// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.Terminal;
import java.util.HashMap;
import java.util.Map;

/** The content of a transfer, as its target reads it. */
final class IncomingContent implements AutoCloseable {
    private final Sending sending;
    private final OpenRequest request;
    private final String head;

    private IncomingContent(Sending sending, OpenRequest request, String head) {
        this.sending = sending;
        this.request = request;
        this.head = head;
    }

    /** Asks for it, and reads the head of the answer. */
    static IncomingContent of(Sending sending, Map<String, String> headers) {
        return of(sending, sending.target(), headers);
    }

    /** The same of one of the target's terminals. */
    static IncomingContent of(Sending sending, Terminal terminal, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + terminal.token());
        OpenRequest request = OpenRequest.begin(sending.server(), "GET", sending.path() + "/content", all);
        String head = request.interim();
        assertThat(head).startsWith("HTTP/1.1 20");
        return new IncomingContent(sending, request, head);
    }

    /** It begins with this status, and says how long it will be: who is cut off knows it by that. */
    void announces(int status, int length, String more) {
        assertThat(head).startsWith("HTTP/1.1 " + status + " ").contains("Content-Length: " + length + "\r\n");
        assertThat(head).contains(more).doesNotContainIgnoringCase("Transfer-Encoding");
    }

    /** Reads on: it is this part of the content. */
    void brings(int from, int to) {
        brings(sending.data(from, to));
    }

    /** Reads on: these bytes. */
    void brings(byte[] expected) {
        assertThat(request.reads(expected.length)).isEqualTo(expected);
    }

    /** How many bytes come until the connection is at its end, whole or not. */
    long bringsToItsEnd() {
        return request.readsToItsEnd();
    }

    /** Its reader crashes. */
    void resets() {
        request.resets();
    }

    /** Nothing more has come, a moment later. */
    void bringsNothingMore() {
        assertThat(request.isSilent()).isTrue();
    }

    /** Whether the connection is at its end, whole or not. */
    boolean isAtItsEnd() {
        return request.isEndedWithoutAnAnswer();
    }

    @Override
    public void close() {
        request.close();
    }
}
