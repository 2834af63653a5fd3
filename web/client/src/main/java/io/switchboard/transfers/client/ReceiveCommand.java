// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.servers.client.Place;
import io.switchboard.servers.client.Servers;
import io.switchboard.servers.client.ViaOption;
import io.switchboard.servers.wire.ServerView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Ids;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code switchboard receive}: receives files. */
@Command(
        name = "receive",
        description = {
            "Receive what this terminal is sent into files, and say the receipt.",
            "Without ids: all that is there, and then what private servers have for it; with --via, what that server has.",
            "A file gets its name when it is whole and verified; none is replaced.",
            "When it is interrupted, the same command goes on where it was."
        },
        footer = {
            "%nExamples:",
            "  switchboard receive",
            "  switchboard receive TRANSFER --to Downloads --wait",
            "  switchboard receive --via Office --wait",
            "  switchboard --profile ben receive --follow"
        })
final class ReceiveCommand extends ClientCommand {
    @Parameters(arity = "0..*", paramLabel = "TRANSFER", description = "the transfers' ids; all by default")
    private String[] typed = {};

    @Option(
            names = "--to",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "where to; the working directory by default")
    private Path to = Path.of(".");

    @Option(names = "--wait", description = "wait for what is offered and not there yet")
    private boolean wait;

    @Option(names = "--follow", description = "go on with whatever comes, until Ctrl-C")
    private boolean follow;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Override
    protected void run(CommandContext context) throws IOException, InterruptedException {
        List<TransferId> ids = ids();
        if (follow && !ids.isEmpty()) {
            throw wrongUse("--follow takes whatever comes; name no transfers with it.");
        }
        if (!Files.isDirectory(to)) {
            throw new IllegalArgumentException(
                    Files.exists(to) ? to + " is no directory" : "There is no directory " + to + ": make it first");
        }
        TerminalSession own = Credentials.terminal(context);
        Place<TerminalSession> place = via.named(own);
        TerminalSession terminal = place.session();
        Receiving.Wishes wishes = new Receiving.Wishes(ids, wait, follow, quiet.isOn());
        Path directory = to.toRealPath();
        Optional<TransferNews> news = wishes.waits() ? Optional.of(TransferNews.of(terminal)) : Optional.empty();
        Receiving receiving = new Receiving(context, terminal, place.other(), directory, wishes);
        if (follow && !quiet.isOn() && !context.printer().json()) {
            context.printer().note("Receiving what comes into " + to + "; Ctrl-C ends it.");
        }
        boolean alone = via.isUsed() || !ids.isEmpty();
        if (wishes.waits() && !alone) {
            Servers.of(own)
                    .others()
                    .forEach(server ->
                            context.printer().note("Not what comes at " + server.name() + ": that takes --via."));
        }
        receive(context, receiving, news);
        boolean inVain = receiving.isInVain();
        if (!wishes.waits() && !alone) {
            for (ServerView server : Servers.of(own).others()) {
                inVain &= elsewhere(context, server, own, directory, wishes);
            }
        }
        if (inVain && !follow) {
            context.printer().line("Nothing to receive.");
        }
    }

    /** Read here: the parser calls a word that is no id unmatched, where there may be any number of them. */
    private List<TransferId> ids() {
        try {
            return Arrays.stream(typed).map(id -> Ids.read(id, TransferId::new)).toList();
        } catch (TypeConversionException malformed) {
            throw wrongUse(String.valueOf(malformed.getMessage()));
        }
    }

    private void receive(CommandContext context, Receiving receiving, Optional<TransferNews> news)
            throws IOException, InterruptedException {
        ShownProgress progress = new ShownProgress(context, "receive", quiet.isOn());
        Patience patience = follow
                ? Patience.endless(context.surroundings(), progress)
                : Patience.usual(context.surroundings(), progress);
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = receiving.round(receiving.wanted());
                if (goesOn && news.isPresent()) {
                    news.get().await();
                }
                patience.progressed();
            } catch (UnreachableException away) {
                if (away.wasInterrupted() || news.isEmpty()) {
                    throw away;
                }
                patience.failed(away, Duration.ZERO);
            }
        }
    }

    /** What another server has; whether that was nothing. One that is not there, or does not want this terminal, is no failure. */
    private static boolean elsewhere(
            CommandContext context, ServerView server, TerminalSession own, Path directory, Receiving.Wishes wishes)
            throws IOException {
        List<TransferView> there;
        try {
            there = new Receiving(context, Servers.glanceAt(server, own), server.name(), directory, wishes).wanted();
        } catch (UnreachableException | ProblemException | IllegalArgumentException away) {
            if (away instanceof UnreachableException unreachable && unreachable.wasInterrupted()) {
                throw away;
            }
            context.printer().note("Not looked at: " + server.name() + ". " + away.getMessage());
            return true;
        }
        if (there.isEmpty()) {
            return true;
        }
        new Receiving(context, Servers.at(server, own), server.name(), directory, wishes).round(there);
        return false;
    }
}
