// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.Optional;
import picocli.CommandLine.Option;

/** A PIN, which never stands on the command line, where others of the machine could read it. */
public final class PinOption {
    @Option(
            names = "--pin-prompt",
            description =
                    "ask for the PIN, 6 to 12 digits, without showing it; where nobody can be asked, read it from the"
                            + " standard input")
    private boolean asked;

    /** Whether there is to be one. */
    public boolean isAsked() {
        return asked;
    }

    /** One that the person knows; empty when it was not asked for. */
    public Optional<String> typed(CommandContext context) {
        return asked ? Optional.of(ask(context, "PIN: ")) : Optional.empty();
    }

    /** One that the person makes up, typed twice; empty when it was not asked for. */
    public Optional<String> chosen(CommandContext context) {
        Optional<String> first = typed(context);
        if (first.isPresent() && context.surroundings().interactive()) {
            if (!ask(context, "The same PIN again: ").equals(first.get())) {
                throw new IllegalArgumentException("The two PINs are not the same. Nothing was sent.");
            }
        }
        return first;
    }

    private static String ask(CommandContext context, String prompt) {
        if (!context.surroundings().interactive()) {
            return context.input("PIN");
        }
        return context.surroundings()
                .askSecret(prompt)
                .map(String::strip)
                .filter(pin -> !pin.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("No PIN was typed. Nothing was sent."));
    }
}
