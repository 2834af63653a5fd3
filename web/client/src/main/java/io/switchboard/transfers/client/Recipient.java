// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.CodeCheck;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.TransferTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Whom something is sent to, as it is typed. */
final class Recipient {
    /** What the help says of the forms. */
    static final String FORMS = "the id of an account or a terminal, or 'me' for your other terminals;"
            + " account:ID and terminal:ID say which, code:CODE and address:IP name others";

    private static final String ME = "me";

    /** What an address may look like at all; the server reads it. */
    private static final Pattern FIGURES = Pattern.compile("[0-9a-fA-F]*[.:][0-9a-fA-F.:]*");

    private Recipient() {}

    /**
     * Reads one. An id alone may be an account's or a terminal's; ids are never the same, so that at most one of both is known.
     *
     * @param own the account that sends
     * @throws IllegalArgumentException when it is none
     */
    static List<TransferTarget> parse(String typed, AccountId own) {
        String text = typed.strip();
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1).strip();
        return switch (kind) {
            case "account" -> List.of(account(rest));
            case "terminal" -> List.of(terminal(rest));
            case "code" -> List.of(TransferTarget.ofCode(code(rest), null, false));
            case "address" -> List.of(TransferTarget.ofAddress(address(rest)));
            case "" -> rest.equals(ME) ? List.of(TransferTarget.of(own)) : List.of(account(rest), terminal(rest));
            default -> throw new IllegalArgumentException("--to is " + FORMS + ", and not '" + typed + "'");
        };
    }

    /** As people read it; a code is a secret, and not repeated. */
    static String text(TransferTarget target) {
        return Optional.ofNullable(target.accountId())
                .map(id -> "account " + id)
                .or(() -> Optional.ofNullable(target.terminalId()).map(id -> "terminal " + id))
                .or(() -> Optional.ofNullable(target.address()).map(address -> "address " + address))
                .orElse("the owner of the code");
    }

    /** Found out here, because the server hears of a code only when a file has been read, which may take long. */
    private static String code(String text) {
        CodeCheck.mistakeIn(text).ifPresent(mistake -> {
            throw new IllegalArgumentException(mistake);
        });
        return text;
    }

    private static String address(String text) {
        if (!FIGURES.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an IP address in figures, such as 192.0.2.7 or 2001:db8::7");
        }
        return text;
    }

    private static TransferTarget account(String text) {
        return TransferTarget.of(Recipient.<AccountId>id(text, AccountId::new));
    }

    private static TransferTarget terminal(String text) {
        return TransferTarget.of(Recipient.<TerminalId>id(text, TerminalId::new));
    }

    private static <T> T id(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not an id; ids look like 0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b. A code is typed as"
                            + " code:CODE, an address as address:IP",
                    malformed);
        }
    }
}
