// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.List;
import java.util.stream.Stream;

/**
 * A person or a role of an enterprise.
 *
 * @param id its id
 */
public record Account(Enterprise enterprise, String id) {
    /** A new terminal. */
    public Terminal enrolsTerminal() {
        return Terminal.enrol(this, Keypairs.fresh(), Keypairs.fresh());
    }

    /** New terminals. */
    public List<Terminal> enrolsTerminals(int count) {
        return Stream.generate(this::enrolsTerminal).limit(count).toList();
    }

    /** A fresh enrolment code, grouped as it is handed out. */
    public String enrolmentCode() {
        return enterprise
                .post("/accounts/" + id + "/enrolments")
                .expect(201)
                .json()
                .get("code")
                .asText();
    }
}
