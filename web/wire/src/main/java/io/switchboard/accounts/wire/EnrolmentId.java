// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names an enrolment: the permission to enrol one terminal. */
public final class EnrolmentId extends TypedId {
    /** Wraps a value the server made or read. */
    public EnrolmentId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public EnrolmentId(String text) {
        super(text);
    }
}
