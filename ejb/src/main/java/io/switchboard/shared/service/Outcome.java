// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.wire.RefusalCode;

/**
 * What a committed transaction answers. A refusal here has left a trace; one that must leave nothing is a
 * {@link io.switchboard.shared.model.RefusedException}.
 */
public sealed interface Outcome<V> {
    /** Carried out. */
    record Done<V>(V view) implements Outcome<V> {}

    /** Refused, and recorded. */
    record Refused<V>(RefusalCode code) implements Outcome<V> {}
}
