// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.Canonical;
import io.switchboard.shared.wire.NoteBounds;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls a virtual identifier.
 *
 * @param to the code in any of its forms, as typed or as scanned
 * @param pin where the owner asks for one
 * @param discloseAccount whether the owner may see who calls: the account with its name and addresses, as they are now. Only with it can
 *     a caller get through where the owner has said who may
 * @param externalId the caller's own id for the call; who is called never sees it
 * @param metadata whatever else the caller keeps on it; who is called never sees it
 */
public record PlaceCallRequest(
        @NotBlank @Size(max = 500) String to,

        @Pattern(regexp = "[0-9]{6,12}", message = "must be 6 to 12 digits") @Nullable
        String pin,

        @Nullable Boolean discloseAccount,

        @Size(min = 1, max = NoteBounds.EXTERNAL_ID) @Pattern(regexp = NoteBounds.EXTERNAL_ID_PATTERN) @Nullable
        String externalId,

        @Size(max = NoteBounds.PAIRS) @Nullable
        Map<@Pattern(regexp = NoteBounds.KEY_PATTERN) String, @NotNull @Size(max = NoteBounds.VALUE) String> metadata) {
    /** Keeps the pairs in one order. */
    public PlaceCallRequest {
        metadata = Canonical.map(metadata);
    }

    /** By the code alone. */
    public static PlaceCallRequest calling(String code) {
        return new PlaceCallRequest(code, null, null, null, null);
    }

    /** Whether the caller agrees that the owner sees who calls; not to say so is not to agree. */
    public boolean discloses() {
        return Boolean.TRUE.equals(discloseAccount);
    }

    /** Neither code nor PIN: they are secrets, and records are printed by accident. */
    @Override
    public String toString() {
        return "PlaceCallRequest[" + (pin == null ? "without" : "with") + " a PIN, "
                + (discloses() ? "disclosing" : "not disclosing") + "]";
    }
}
