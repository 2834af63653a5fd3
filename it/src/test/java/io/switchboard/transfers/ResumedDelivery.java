// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OpenRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A target whose answers end in the middle, and who goes on with {@code Range} and {@code If-Range}: every byte is the right one. */
final class ResumedDelivery {
    private static final Pattern TAG = Pattern.compile("(?i)\r\nETag: (.+)\r\n");

    private final Sending sending;
    private int received;
    private @Nullable String tag;
    private @Nullable OpenRequest open;

    /** Of a content that is stored. */
    ResumedDelivery(Sending sending) {
        this.sending = sending;
    }

    /** Asks for the rest, and reads a little of it. */
    void goesOn() {
        OpenRequest request = asks();
        request.takesLittle();
        takes(request.reads(MIB));
        open = request;
    }

    private OpenRequest asks() {
        Map<String, String> headers = new HashMap<>(
                Map.of("Authorization", "Bearer " + sending.target().token()));
        String known = tag;
        if (known != null) {
            headers.put("Range", "bytes=" + received + "-");
            headers.put("If-Range", known);
        }
        OpenRequest request = OpenRequest.begin(sending.server(), "GET", sending.path() + "/content", headers);
        String head = request.interim();
        assertThat(head).startsWith(known == null ? "HTTP/1.1 200 " : "HTTP/1.1 206 ");
        Matcher said = TAG.matcher(head);
        assertThat(said.find()).as(head).isTrue();
        tag = said.group(1);
        return request;
    }

    private void takes(byte[] bytes) {
        assertThat(bytes).isEqualTo(sending.data(received, received + bytes.length));
        received += bytes.length;
    }

    /** The server has gone: what was on its way counts, and is not all. */
    void isCut() {
        try (OpenRequest cut = Objects.requireNonNull(open)) {
            takes(cut.readsRest());
        }
        assertThat(received).isLessThan(sending.data().length);
    }

    /** Asks for the rest, which comes. */
    void ends() {
        try (OpenRequest request = asks()) {
            takes(request.readsRest());
        }
        assertThat(received).isEqualTo(sending.data().length);
    }
}
