// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.client.SwitchboardClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code switchboard demo}: plays the story of an identifier against a running server. */
@Command(
        name = "demo",
        description = {
            "Play the story of an identifier with four terminals against the running server.",
            "Shows what each party gets to see. Ends by itself; exit code 0 only when everything went as told.",
            "Needs an enterprise's credentials, or the administrator's, and then makes an enterprise of its own:",
            "from the profile, or from $SWITCHBOARD_CLIENT_ID and $SWITCHBOARD_CLIENT_SECRET (or the admin's).",
            "Revokes its terminals and its identifier at the end, also when it fails or is stopped with Ctrl-C;",
            "the last lines say what stays."
        },
        footer = {"%nExamples:", "  switchboard demo", "  switchboard demo --pace 1s"})
final class DemoCommand extends ClientCommand {
    @Option(names = "--pace", paramLabel = "TIME", description = "pause after each sentence: 1s is good to read along")
    private @Nullable Duration pace;

    @Override
    protected void run(CommandContext context) throws InterruptedException, ExecutionException {
        SwitchboardClient server = context.server();
        Duration pause = pace == null ? Duration.ZERO : pace;
        DemoStage stage = new DemoStage(context.printer(), context.surroundings(), pause);
        DemoEnterprise enterprise = Credentials.findEnterprise(context)
                .map(DemoEnterprise::somebodys)
                .orElseGet(() -> DemoEnterprise.made(server, Credentials.admin(context)));
        DemoCast cast = new DemoCast(server, enterprise);
        Runnable takeBack = context.surroundings().onStop(() -> breakOff(cast, stage, context.printer()));
        try {
            stage.act("Four terminals enrol at " + server.server() + ".");
            cast.assemble();
            stage.told("Ada's phone, tablet and laptop and Ben's phone made their keys and listen", true);
            new DemoStory(stage, cast, context.surroundings()).play();
        } catch (RuntimeException | InterruptedException | ExecutionException failure) {
            boolean stopped = cast.hasLeft();
            try {
                cast.leave(stage::brokenOff);
            } catch (RuntimeException another) {
                failure.addSuppressed(another);
            }
            takeBack.run();
            if (stopped) {
                // What failed after that failed because of it.
                throw new CommandFailedException("The demonstration was stopped.");
            }
            throw failure;
        }
        cast.leave(stage::curtain);
        takeBack.run();
    }

    /** On Ctrl-C, while the story goes on beside it: there is nobody left to throw anything to. */
    private static void breakOff(DemoCast cast, DemoStage stage, Printer printer) {
        try {
            cast.leave(stage::brokenOff);
        } catch (RuntimeException failure) {
            printer.note(String.valueOf(failure.getMessage()));
        }
    }
}
