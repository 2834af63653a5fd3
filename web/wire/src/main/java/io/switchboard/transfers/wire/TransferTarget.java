// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom data is sent to: exactly one terminal, account or address of the source's own enterprise, or one virtual identifier of anybody.
 *
 * @param terminalId one terminal
 * @param accountId every terminal that the account has when the transfer is made
 * @param virtualIdentifier a code of an account, in any of its forms, as typed or as scanned; its conditions apply, and no call is counted
 * @param pin where the identifier's owner asks for one; with a virtual identifier only
 * @param discloseAccount whether who is sent to may see the source's account, and not its pseudonym alone; with a virtual identifier only.
 *     Only with it does a source get through where the owner has said who may
 * @param address the IP address, in figures, from which a terminal that has agreed to it holds a channel now; the server looks nobody up
 *     by another name, and connects to nobody
 */
public record TransferTarget(
        @Nullable TerminalId terminalId,
        @Nullable AccountId accountId,
        @Size(max = 500) @Nullable String virtualIdentifier,

        @Pattern(regexp = "[0-9]{6,12}", message = "must be 6 to 12 digits") @Nullable
        String pin,

        @Nullable Boolean discloseAccount,
        @Size(max = 60) @Nullable String address) {
    /** One terminal. */
    public static TransferTarget of(TerminalId terminal) {
        return new TransferTarget(terminal, null, null, null, null, null);
    }

    /** An account. */
    public static TransferTarget of(AccountId account) {
        return new TransferTarget(null, account, null, null, null, null);
    }

    /** Whoever issued a code, in any of its forms. */
    public static TransferTarget ofCode(String code, @Nullable String pin, boolean discloses) {
        return new TransferTarget(null, null, code, pin, discloses ? Boolean.TRUE : null, null);
    }

    /** The terminal that holds a channel from an IP address. */
    public static TransferTarget ofAddress(String address) {
        return new TransferTarget(null, null, null, null, null, address);
    }

    /** Whether it names one target and no more, and says nothing of a code where there is none. */
    public boolean namesOne() {
        boolean ofCode = pin != null || discloseAccount != null;
        return (virtualIdentifier != null || !ofCode)
                && Stream.of(terminalId, accountId, virtualIdentifier, address)
                                .filter(given -> given != null)
                                .count()
                        == 1;
    }

    /** Whether who is sent to may see the source's account; not to say so is not to agree. */
    public boolean discloses() {
        return Boolean.TRUE.equals(discloseAccount);
    }

    /** Not the code: it is a secret, and records are printed by accident. */
    @Override
    public String toString() {
        return "TransferTarget["
                + (terminalId != null ? terminalId : accountId != null ? accountId : "of a code or address") + "]";
    }
}
