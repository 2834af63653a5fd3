// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.CommandLineUnderTest;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A device of somebody, with the command line: each command is a process.
 *
 * @param line its commands
 * @param account whose it is
 * @param id the terminal
 */
record SendingDevice(CommandLineUnderTest line, Account account, String id) {
    /** Enrols one, whose profile is in a directory. */
    static SendingDevice of(ServerUnderTest server, Account account, Path home) {
        CommandLineUnderTest line = new CommandLineUnderTest(home, server.address());
        JsonNode terminal = line.json("enrol", account.enrolmentCode(), "--name", "device");
        return new SendingDevice(line, account, terminal.get("id").asText());
    }

    /** Runs a command that must go well, and reads what it says. */
    JsonNode says(String... words) {
        return line.json(words);
    }

    /** Sends a file, and reads what is said of it. */
    JsonNode sends(Path file, Account to, String... more) {
        return line.json(words(file, to, more));
    }

    /** Begins to send a file. */
    Program begins(Path file, Account to, String... more) {
        return line.start("", words(file, to, more));
    }

    /** Sends a file, whatever comes of it. */
    Program.Ended triesToSend(Path file, Account to, String... more) {
        return line.run(words(file, to, more));
    }

    private static String[] words(Path file, Account to, String... more) {
        List<String> words = new ArrayList<>(List.of("send", file.toString(), "--to", to.id()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }
}
