// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The terminal that the server was started from. Not the log: what is printed here is kept nowhere.
 *
 * <p>A launcher that reads the server's output names in the system property {@value #ASIDE} what such lines begin with, and shows them
 * where a person finds them; without one they are printed as they are.
 */
@ApplicationScoped
public class ServerConsole {
    private static final String ASIDE = "io.switchboard.console.aside";

    /**
     * Prints lines to the process's standard output itself, past the server's logging.
     *
     * @throws UncheckedIOException when the standard output does not take them, so that a secret nobody sees is not kept
     */
    public void print(String... lines) {
        print(new FileOutputStream(FileDescriptor.out), System.getProperty(ASIDE, ""), lines);
    }

    /** In one piece: no line of the log, which is printed by other threads, comes between. */
    static void print(OutputStream out, String aside, String... lines) {
        String beginning = aside.isEmpty() ? "" : aside + " ";
        String text = Arrays.stream(lines)
                .map(line -> beginning + line + System.lineSeparator())
                .collect(Collectors.joining());
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
