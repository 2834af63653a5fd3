// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Finds out, without asking a server, that what somebody has typed is no code of a virtual identifier. The feature that issues them brings
 * it; others, which take them as a target, ask here. Stateless.
 */
public interface CodeCheck {
    /** What is wrong with it, in words; empty when it may be a code. */
    Optional<String> mistake(String typed);

    /** What any of the features finds wrong with it. */
    static Optional<String> mistakeIn(String typed) {
        return ServiceLoader.load(CodeCheck.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(check -> check.mistake(typed).orElse(null))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
