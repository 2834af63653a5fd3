// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command line {@code switchboard}: the frame. The commands are the features' own ({@link CommandGroup}). */
@Command(
        name = "switchboard",
        versionProvider = ClientVersion.class,
        description =
                "Calls through virtual identifiers, and data that are sent once: the command line of a Switchboard server.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the server refused, or it did not come out as asked",
            "2:wrong usage, or a file or the standard output cannot be read or written",
            "3:the server cannot be reached",
            "4:not enrolled, or the profile has no credentials for this",
            "130:interrupted with Ctrl-C",
            "141:nobody reads the standard output any more"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  switchboard admin login --id ID              (asks for the secret)",
            "  switchboard admin enterprises create Acme",
            "  switchboard enrol CODE --name \"Ada's phone\"",
            "  switchboard identifiers issue --label \"Sofa\" --max-calls 5 --valid-for 24h",
            "  switchboard calls dial 7QK4M-9ZT2B-9 --wait",
            "  switchboard send film.mp4 --to 0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b",
            "  switchboard --profile ben receive --to Downloads",
            "  switchboard --profile ben watch --json",
            "  switchboard demo",
            "",
            "Environment:",
            "  SWITCHBOARD_SERVER, SWITCHBOARD_PROFILE                     instead of --server and --profile",
            "  SWITCHBOARD_HOME                                            where profiles are kept; ~/.config/switchboard",
            "  SWITCHBOARD_ADMIN_ID and _SECRET, SWITCHBOARD_CLIENT_ID and _SECRET   instead of the profile's credentials",
            "  NO_COLOR                                                    draw without colours",
            "",
            "Times without an offset are meant and shown by this machine's own clock; with --json they are in UTC.",
            "Failures are written to the standard error; with --json they are JSON too."
        })
public final class SwitchboardCommand extends CommandFamily {
    private static final int WIDTH = 110;

    private final Surroundings surroundings;
    private final Reader in;

    @Option(
            names = "--server",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "the server; by default the profile's, $SWITCHBOARD_SERVER or http://localhost:8080")
    private @Nullable URI server;

    @Option(
            names = "--profile",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "which stored credentials to use; by default $SWITCHBOARD_PROFILE or 'default'")
    private @Nullable String profile;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "write JSON to the standard output, and nothing else")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show the version")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    private SwitchboardCommand(Surroundings surroundings, Reader in) {
        this.surroundings = surroundings;
        this.in = in;
    }

    /** The whole command line, with the commands of every feature. */
    static CommandLine commandLine(Surroundings surroundings, Reader in) {
        CommandLine root = new CommandLine(new SwitchboardCommand(surroundings, in));
        ServiceLoader.load(CommandGroup.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(CommandGroup::rank))
                .flatMap(group -> group.commands().stream())
                .forEach(command -> root.addSubcommand(command.getCommandName(), command));
        root.registerConverter(Path.class, SwitchboardCommand::path);
        root.registerConverter(Duration.class, Times::duration);
        root.registerConverter(
                Instant.class, text -> Times.instant(text, surroundings.clock().getZone()));
        root.addSubcommand(new CompletionCommand());
        Choices.readIn(root);
        Examples.gatherIn(root);
        root.setExecutionExceptionHandler(new Failures());
        root.setParameterExceptionHandler(new Misuse());
        root.setUsageHelpWidth(WIDTH);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(true);
        return root;
    }

    private static Path path(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException unwritable) {
            throw new TypeConversionException("'" + typed + "' cannot be the name of a file here. " + FileNames.hint());
        }
    }

    /** Runs one command and ends the program with its exit code. */
    public static void main(String... arguments) {
        Reader in = new InputStreamReader(System.in, Charset.defaultCharset());
        CommandLine root = commandLine(Surroundings.thisMachine(), in)
                .setOut(Utf8Output.to(new FileOutputStream(FileDescriptor.out)))
                .setErr(Utf8Output.to(new FileOutputStream(FileDescriptor.err)));
        int code = root.execute(arguments);
        root.getOut().flush();
        root.getErr().flush();
        System.exit(code);
    }

    CommandContext context(CommandLine running) {
        return new CommandContext(surroundings, profileName(), server, printer(running), new BufferedReader(in));
    }

    Printer printer(CommandLine running) {
        CommandLine root = running.getCommandSpec().root().commandLine();
        boolean colours = surroundings.interactive()
                && surroundings.environment("NO_COLOR").isEmpty();
        return new Printer(
                root.getOut(),
                root.getErr(),
                json,
                colours,
                surroundings.clock().getZone(),
                surroundings::columns);
    }

    private String profileName() {
        return profile != null
                ? profile
                : surroundings.environment("SWITCHBOARD_PROFILE").orElse("default");
    }
}
