// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.SwitchboardClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard enrol}: makes this profile a terminal. */
@Command(
        name = "enrol",
        description = {
            "Make this profile a terminal.",
            "Makes its keys, enrols them, and keeps them in the profile. If the answer is lost, give the same command again.",
            "The code is valid once and for minutes. On a machine with other users read it from the standard input,",
            "because they see the arguments of every program."
        },
        footer = {
            "%nExamples:",
            "  switchboard --profile phone enrol AB12C-… --name \"Ada's phone\"",
            "  switchboard --profile phone enrol - --name \"Ada's phone\" < code.txt"
        })
final class EnrolCommand extends ClientCommand {
    @Parameters(
            paramLabel = "CODE",
            description = "the enrolment code, or the URL of its QR code; - reads it from the standard input")
    private String code = "";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "what the owner calls the device")
    private String name = "";

    @Option(names = "--replace", description = "forget the terminal that this profile is now")
    private boolean replace;

    @Override
    protected void run(CommandContext context) {
        SwitchboardClient server = context.server();
        ProfileKeyStore store = new ProfileKeyStore(context, server.server(), replace);
        if (store.identity().isPresent()) {
            throw wrongUse("The profile '" + context.profileName()
                    + "' is a terminal already. Choose another --profile, or --replace it.");
        }
        String given = code.equals("-") ? context.input("enrolment code") : code;
        TerminalIdentity enrolled =
                TerminalSession.enrol(server, given, name, store).identity();
        context.printer()
                .resource(
                        new Enrolled(
                                enrolled.id().toString(), enrolled.accountId().toString(), enrolled.name()),
                        Fields.of(
                                "id", enrolled.id(),
                                "account", enrolled.accountId(),
                                "name", enrolled.name(),
                                "profile", context.profileName()));
    }

    /** What is printed: no key. */
    private record Enrolled(String id, String accountId, String name) {}
}
