// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs access tokens. Its public half is in the JWKS from the beginning to the end.
 *
 * @param id the {@code kid} of its tokens
 * @param createdAt when it was made, and published
 * @param signsFrom from when it signs: by then whoever verifies has had the time to read it
 * @param verifiesUntil when the last token that it signs has ended; absent while no other key is to follow it
 */
public record SigningKeyView(
        SigningKeyId id,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant verifiesUntil) {}
