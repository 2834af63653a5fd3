// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.calls.wire.IdentifierCode;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A virtual identifier as it was issued.
 *
 * @param path where it is, below the API
 * @param view as in the answer
 */
public record Identifier(String id, String path, JsonNode view) {
    /** From the answer to issuing. */
    public static Identifier of(JsonNode view) {
        String id = view.get("id").asText();
        return new Identifier(id, "/virtual-identifiers/" + id, view);
    }

    /** A code of the form {@code characters} that was never issued, or one chance in 2^50. */
    public static String unknownCode() {
        return IdentifierCode.characters(ThreadLocalRandom.current()
                        .ints(IdentifierCode.CHARACTERS, 0, 32)
                        .toArray())
                .grouped();
    }

    /** What callers dial: the typed form {@code characters}. */
    public String code() {
        return code("characters");
    }

    /** What callers dial, in a form that it was issued in. */
    public String code(String form) {
        return view.get("codes").get(form).asText();
    }
}
