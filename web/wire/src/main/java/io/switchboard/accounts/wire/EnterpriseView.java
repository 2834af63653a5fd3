// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.EnterpriseId;
import java.time.Instant;

/**
 * An enterprise (tenant).
 *
 * @param id its id
 * @param name for people
 * @param createdAt when it was made
 */
public record EnterpriseView(EnterpriseId id, String name, Instant createdAt) {}
