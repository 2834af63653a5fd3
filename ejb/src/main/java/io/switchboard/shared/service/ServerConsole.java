// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The terminal that the server was started from. Not the log: what is printed here is kept nowhere. */
@ApplicationScoped
public class ServerConsole {
    /** Prints lines to the process's standard output itself, past the server's logging. */
    public void print(String... lines) {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String line : lines) {
            console.println(line);
        }
        console.flush();
    }
}
