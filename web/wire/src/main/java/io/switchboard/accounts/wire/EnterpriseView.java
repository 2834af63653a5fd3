// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.EnterpriseId;
import java.time.Instant;

/** An enterprise (tenant). */
public record EnterpriseView(EnterpriseId id, String name, Instant createdAt) {}
