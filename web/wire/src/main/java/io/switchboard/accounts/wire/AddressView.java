// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import org.jspecify.annotations.Nullable;

/** A real address in its normal form; shown to its own enterprise only. */
public record AddressView(AddressKind kind, @Nullable String provider, String value) {}
