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
 * The terminal that the server was started from. Not the log: what is printed here is kept nowhere by the server.
 *
 * <p>A launcher that reads the server's output names in the system property {@value #ASIDE} what such lines begin with. It shows them as
 * they come, and again where it says that the server is ready; without one they are printed as they are.
 */
@ApplicationScoped
public class ServerConsole {
    private static final String ASIDE = "io.switchboard.console.aside";

    /**
     * Prints lines to the process's standard output itself, past the server's logging.
     *
     * @throws UncheckedIOException when the standard output does not take them; a caller that has not committed yet then keeps no
     *     secret that nobody can see. That it took them says that they are on their way, not that anybody has read them.
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
