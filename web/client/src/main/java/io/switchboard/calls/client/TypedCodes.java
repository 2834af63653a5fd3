// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.shared.client.CodeCheck;
import java.util.Optional;

/** Looks at codes for the commands of other features. */
public final class TypedCodes implements CodeCheck {
    @Override
    public Optional<String> mistake(String typed) {
        return TypingError.in(typed).map(TypingError::message);
    }
}
