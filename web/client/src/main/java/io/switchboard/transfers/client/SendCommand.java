// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.ActingOption;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.servers.client.Place;
import io.switchboard.servers.client.ViaOption;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.NotesOptions;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.DeliveryView;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard send}: sends files. */
@Command(
        name = "send",
        description = {
            "Send files to a person or a device, each as a transfer of its own.",
            "What the server has already is not uploaded: only the file's digest, and a proof that you have the file.",
            "When it is interrupted, the same command goes on where it was."
        },
        footer = {
            "%nExamples:",
            "  switchboard send holiday.mp4 --to ACCOUNT",
            "  switchboard send report.pdf figures.ods --to ACCOUNT --wait",
            "  switchboard send notes.txt --to me",
            "  switchboard send offer.pdf --to code:7QK4M-9ZT2B-9 --disclose"
        })
final class SendCommand extends ClientCommand {
    private static final String MEDIA_TYPE = "[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+";
    private static final int LONGEST_MEDIA_TYPE = 127;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "what to send")
    private Path[] files = {};

    @Option(names = "--to", paramLabel = "TARGET", required = true, description = Recipient.FORMS)
    private @Nullable String to;

    @Option(names = "--wait", description = "wait until it was received, declined, or has expired")
    private boolean follow;

    @Option(names = "--type", paramLabel = "TYPE", description = "the media type; guessed by the name by default")
    private @Nullable String mediaType;

    @Option(
            names = "--completion",
            paramLabel = "WHEN",
            description = "${COMPLETION-CANDIDATES}: when a transfer to several terminals is complete")
    private @Nullable Completion completion;

    @Mixin
    private final CodeOptions code = new CodeOptions();

    @Mixin
    private final NotesOptions notes = new NotesOptions();

    @Mixin
    private final ActingOption acting = new ActingOption();

    @Mixin
    private final ViaOption via = new ViaOption();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    /** What was sent is remembered until all was: the same command passes over it, should this one end before. */
    @Override
    protected void run(CommandContext context) throws IOException, InterruptedException {
        requireFiles();
        Place<AccountSession> place = via.askedFor(context, acting.session(context));
        AccountSession session = place.session();
        AccountId own = acting.account(session);
        List<TransferTarget> targets = targets(context, session, own);
        Optional<TransferNews> news = follow ? Optional.of(TransferNews.of(session)) : Optional.empty();
        List<Sent> all = new ArrayList<>();
        for (Path file : files) {
            Sent sent = send(context, place, own, file, targets);
            all.add(sent);
            if (!follow) {
                document(context, sent, sent.file().transfer());
            }
        }
        List<String> failed = new ArrayList<>();
        for (Sent sent : all) {
            TransferView end = sent.file().transfer();
            if (news.isPresent()) {
                end = awaitEnd(session, sent, news.get());
                document(context, sent, end);
            }
            if (end.state() != TransferState.RECEIVED && end.state() != TransferState.OPEN) {
                failed.add(sent.path() + ": " + ending(end));
            }
        }
        all.forEach(sent -> sent.sender().forget(sent.file()));
        if (!failed.isEmpty()) {
            throw new CommandFailedException("Not received: " + String.join("; ", failed) + ".");
        }
    }

    /** What cannot be sent is found out before anything is. */
    private void requireFiles() throws IOException {
        for (Path file : files) {
            SourceFile.open(file).close();
        }
    }

    /** One of the files, and how it was sent. */
    private record Sent(Path path, SentFile file, FileSender sender, ShownProgress progress) {}

    private List<TransferTarget> targets(CommandContext context, AccountSession session, AccountId own) {
        List<TransferTarget> targets = parsed(own);
        if (session instanceof TerminalSession terminal
                && targets.stream()
                        .anyMatch(target -> Objects.equals(terminal.identity().id(), target.terminalId()))) {
            throw wrongUse("--to is this terminal itself; --to me is for your other terminals.");
        }
        String typed = targets.get(0).virtualIdentifier();
        if (typed == null) {
            if (code.areUsed()) {
                throw wrongUse("--pin-prompt and --disclose go with --to code:CODE.");
            }
            return targets;
        }
        return List.of(TransferTarget.ofCode(typed, code.pin(context).orElse(null), code.discloses()));
    }

    private List<TransferTarget> parsed(AccountId own) {
        try {
            return Recipient.parse(Fields.required(to, "--to"), own);
        } catch (IllegalArgumentException malformed) {
            throw wrongUse(String.valueOf(malformed.getMessage()));
        }
    }

    private Sent send(
            CommandContext context, Place<AccountSession> place, AccountId own, Path path, List<TransferTarget> targets)
            throws IOException {
        ShownProgress progress = new ShownProgress(context, String.valueOf(path.getFileName()), quiet.isOn());
        UnfinishedSends unfinished = UnfinishedSends.of(context.surroundings())
                .sending(Arrays.stream(files).map(Path::toString).toList());
        FileSender sender = FileSender.of(place.session(), own, unfinished, progress);
        Runnable takeBack = context.surroundings()
                .onStop(() -> context.printer().note("Stopped. The same command goes on where this one was."));
        try (SourceFile file = SourceFile.open(path)) {
            SendRequest how = new SendRequest(targets, type(path), completion, notes.externalId(), notes.metadata());
            SentFile sent = sender.send(file, how);
            progress.end();
            context.printer().line(line(context.printer().text(path), sent, place.other()));
            if (waitsForTerminals(sent.transfer()) && !context.printer().json()) {
                context.printer()
                        .note("Nobody is there to receive it yet: "
                                + (sent.target().equals(TransferTarget.of(own))
                                        ? "you have no other terminal."
                                        : "the account has no terminal.")
                                + " One that is enrolled before "
                                + context.printer().text(sent.transfer().expiresAt())
                                + " is offered it.");
            }
            return new Sent(path, sent, sender, progress);
        } catch (FileChangedException changed) {
            throw failed(changed);
        } finally {
            progress.end();
            takeBack.run();
        }
    }

    private static String line(String path, SentFile sent, @Nullable String server) {
        TransferView view = sent.transfer();
        return path + ": " + ByteCount.text(view.size()) + " to " + Recipient.text(sent.target())
                + (server == null ? "" : " at " + server) + ", "
                + ByteCount.text(sent.uploaded()) + " uploaded, " + ByteCount.text(sent.there())
                + " there already. Transfer " + view.id()
                + (view.state() == TransferState.OPEN ? "" : ": " + ending(view));
    }

    /** For programs, one in a line. */
    private void document(CommandContext context, Sent sent, TransferView view) {
        context.printer()
                .result(
                        Fields.of(
                                "file",
                                sent.path().toString(),
                                "uploaded",
                                sent.file().uploaded(),
                                "there",
                                sent.file().there(),
                                "transfer",
                                view),
                        () -> {
                            if (follow) {
                                context.printer().line(context.printer().text(sent.path()) + ": " + ending(view));
                            }
                        });
    }

    private static boolean waitsForTerminals(TransferView view) {
        return view.state() == TransferState.OPEN
                && view.deliveries() != null
                && view.deliveries().isEmpty();
    }

    private static String ending(TransferView view) {
        return view.failure() == null || view.state() != TransferState.FAILED
                ? view.state().toString()
                : view.state() + " (" + view.failure() + ")";
    }

    private static TransferView awaitEnd(AccountSession session, Sent sent, TransferNews news)
            throws InterruptedException {
        Transfers transfers = Transfers.of(session);
        Patience patience = Patience.usual(session.session().server().surroundings(), sent.progress());
        TransferView view = sent.file().transfer();
        while (!view.state().isFinal()) {
            sent.progress().waiting(delivery(view));
            try {
                news.await();
                view = transfers.get(view.id());
                patience.progressed();
            } catch (UnreachableException away) {
                if (away.wasInterrupted()) {
                    throw away;
                }
                patience.failed(away, Duration.ZERO);
            }
        }
        sent.progress().end();
        return view;
    }

    private static String delivery(TransferView view) {
        boolean fetching = view.deliveries() != null
                && view.deliveries().stream().map(DeliveryView::state).anyMatch(DeliveryState.FETCHING::equals);
        return fetching ? "being fetched" : "waiting to be fetched";
    }

    /** That a file changes is no failure to read it. */
    private static CommandFailedException failed(FileChangedException changed) {
        CommandFailedException failed = new CommandFailedException(String.valueOf(changed.getMessage()));
        failed.initCause(changed);
        return failed;
    }

    private @Nullable String type(Path path) throws IOException {
        String given = mediaType == null ? Files.probeContentType(path) : mediaType;
        boolean sayable = given != null && given.length() <= LONGEST_MEDIA_TYPE && given.matches(MEDIA_TYPE);
        if (mediaType != null && !sayable) {
            throw wrongUse("--type is a media type without parameters, such as video/mp4.");
        }
        return sayable ? given : null;
    }
}
