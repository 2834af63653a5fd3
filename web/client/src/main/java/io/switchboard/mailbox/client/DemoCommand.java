// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.client.SwitchboardClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard demo}: plays the stories that the features bring ({@link DemoStory}) against a running server. */
@Command(
        name = "demo",
        description = {
            "Play what Switchboard does as stories with several terminals against the running server.",
            "Shows what each party gets to see. Ends by itself; exit code 0 only when everything went as told.",
            "Needs an enterprise's credentials, or the administrator's, and then makes an enterprise of its own:",
            "from the profile, or from $SWITCHBOARD_CLIENT_ID and $SWITCHBOARD_CLIENT_SECRET (or the admin's).",
            "Revokes its terminals and its identifier at the end, also when it fails or is stopped with Ctrl-C,",
            "and takes back what it still sends; the last lines say what stays."
        },
        footer = {
            "%nExamples:",
            "  switchboard demo",
            "  switchboard demo --pace 1s",
            "  switchboard demo transfers --pace 1s"
        })
final class DemoCommand extends ClientCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "STORY",
            completionCandidates = DemoStoryNames.class,
            description = "which: ${COMPLETION-CANDIDATES}; all of them by default")
    private List<String> names = List.of();

    @Option(names = "--pace", paramLabel = "TIME", description = "pause after each sentence: 1s is good to read along")
    private @Nullable Duration pace;

    @Override
    protected void run(CommandContext context) throws IOException, InterruptedException, ExecutionException {
        List<DemoStory> stories = stories();
        SwitchboardClient server = context.server();
        Duration pause = pace == null ? Duration.ZERO : pace;
        DemoStage stage = new DemoStage(context.printer(), context.surroundings(), pause);
        DemoEnterprise enterprise = Credentials.findEnterprise(context)
                .map(DemoEnterprise::somebodys)
                .orElseGet(() -> DemoEnterprise.made(server, Credentials.admin(context)));
        DemoCast cast = new DemoCast(server, enterprise);
        Runnable takeBack = context.surroundings().onStop(() -> breakOff(cast, stage, context.printer()));
        try {
            for (DemoStory story : stories) {
                cast.begin(story);
                stage.story(story.title());
                story.play(stage, cast);
            }
        } catch (RuntimeException | IOException | InterruptedException | ExecutionException failure) {
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

    /** Those that are asked for, each once, in this order. */
    private List<DemoStory> stories() {
        List<DemoStory> all = DemoStoryNames.stories().toList();
        return names.isEmpty()
                ? all
                : names.stream().distinct().map(name -> named(all, name)).toList();
    }

    private DemoStory named(List<DemoStory> all, String name) {
        return all.stream()
                .filter(story -> story.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrongUse("There is no story " + name + "; there are "
                        + all.stream().map(DemoStory::name).collect(Collectors.joining(", ")) + "."));
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
