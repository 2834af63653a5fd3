// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;

/**
 * What one command leaves.
 *
 * @param code its exit code
 * @param out what it wrote to the standard output
 * @param err what it wrote to the standard error
 */
public record CommandRun(int code, String out, String err) {
    /** Runs one on a machine that a test decides, with nothing on its standard input. */
    public static CommandRun of(Surroundings machine, String... arguments) {
        return of(machine, Reader.nullReader(), arguments);
    }

    /** The same with this on its standard input. */
    public static CommandRun withInput(Surroundings machine, String input, String... arguments) {
        return of(machine, new StringReader(input), arguments);
    }

    private static CommandRun of(Surroundings machine, Reader input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = SwitchboardCommand.commandLine(machine, input)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
