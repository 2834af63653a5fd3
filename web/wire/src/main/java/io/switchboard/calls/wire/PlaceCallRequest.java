// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Calls a virtual identifier.
 *
 * @param to the code in any of its forms, as typed or as scanned
 * @param pin where the owner asks for one
 * @param discloseAccount whether the owner may see who calls: the account with its name and addresses, as they are now. Only with it can
 *     a caller get through where the owner has said who may
 */
public record PlaceCallRequest(
        @NotBlank @Size(max = 500) String to,

        @Pattern(regexp = "[0-9]{6,12}", message = "must be 6 to 12 digits") @Nullable
        String pin,

        @Nullable Boolean discloseAccount) {
    /** By the code alone. */
    public static PlaceCallRequest calling(String code) {
        return new PlaceCallRequest(code, null, null);
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
