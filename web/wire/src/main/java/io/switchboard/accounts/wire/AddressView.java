// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import org.jspecify.annotations.Nullable;

/**
 * A real address in its normal form; shown to its own enterprise only.
 *
 * @param kind phone or social
 * @param provider the social provider; for social addresses only
 * @param value a telephone number in E.164, or the handle
 */
public record AddressView(AddressKind kind, @Nullable String provider, String value) {}
