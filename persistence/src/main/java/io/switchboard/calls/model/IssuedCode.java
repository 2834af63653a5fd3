// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.IdentifierForm;
import java.util.UUID;

/**
 * A code as it is kept.
 *
 * @param mac what it is looked up by
 * @param wrapped the code itself, encrypted; null once it is revoked
 */
@SuppressWarnings("ArrayRecordComponent") // a row, never compared
public record IssuedCode(
        UUID id, IdentifierForm form, byte[] mac, byte @org.jspecify.annotations.Nullable [] wrapped) {}
