// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives an API client a new secret.
 *
 * @param overlap how long the present secret still holds beside the new one, up to 90 days; {@code PT0S} ends it at once; the server's
 *     setting when absent
 */
public record RotateSecretRequest(@Nullable Duration overlap) {}
