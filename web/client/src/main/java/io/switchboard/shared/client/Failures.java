// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.FieldProblem;
import io.switchboard.shared.wire.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in plain words what went wrong, and picks the exit code. Failures go to the standard error, as JSON when JSON was asked for. */
final class Failures implements IExecutionExceptionHandler {
    /** What the token endpoint says of a caller that it does not know, or no longer. */
    private static final String UNKNOWN_CALLER = "invalid-client";

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Printer printer = ((SwitchboardCommand) command.getCommandSpec().root().userObject()).printer(command);
        if (failure instanceof ExecutionException && failure.getCause() instanceof Exception cause) {
            return handleExecutionException(cause, command, parsed);
        }
        if (failure instanceof OutputClosedException closed) {
            if (closed.readerHasGone()) {
                return ExitCode.OUTPUT_CLOSED;
            }
            report(printer, "file", said(closed), null);
            return ExitCode.USAGE;
        }
        if (failure instanceof ProblemException refused) {
            String hint = refused.code().equals(UNKNOWN_CALLER)
                            && !command.getCommandName().equals("login")
                    ? hint(command, CommandContext::whenUnknown)
                    : "";
            report(printer, "refused", problem(refused, new OptionNames(command.getCommandSpec())) + hint, refused);
            return ExitCode.REFUSED;
        }
        if (failure instanceof CommandFailedException failed) {
            report(printer, "failed", said(failed), null);
            return ExitCode.REFUSED;
        }
        if (failure instanceof UnreachableException unreachable) {
            if (unreachable.wasInterrupted()) {
                report(printer, "interrupted", said(unreachable), null);
                return ExitCode.INTERRUPTED;
            }
            report(
                    printer,
                    "unreachable",
                    said(unreachable) + hint(command, context -> context.whenUnreachable(unreachable)),
                    null);
            return ExitCode.UNREACHABLE;
        }
        if (failure instanceof NoCredentialsException missing) {
            report(printer, "no-credentials", said(missing), null);
            return ExitCode.NO_CREDENTIALS;
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            report(printer, "file", "A file cannot be read or written: " + said(failure), null);
            return ExitCode.USAGE;
        }
        if (failure instanceof IllegalArgumentException) {
            report(printer, "usage", said(failure), null);
            return ExitCode.USAGE;
        }
        report(printer, "defect", "This should not have happened: " + failure, null);
        return ExitCode.DEFECT;
    }

    /** What the profile has to do with it. One that cannot be read has nothing to say of it. */
    private static String hint(CommandLine command, Function<CommandContext, Optional<String>> about) {
        try {
            return about.apply(((SwitchboardCommand)
                                    command.getCommandSpec().root().userObject())
                            .context(command))
                    .map(text -> "\n  " + text)
                    .orElse("");
        } catch (UncheckedIOException | IllegalArgumentException unreadable) {
            return "";
        }
    }

    private static void report(Printer printer, String code, String message, @Nullable ProblemException refused) {
        if (!printer.json()) {
            printer.note(message);
            return;
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", code);
        error.put("message", message);
        if (refused != null) {
            error.put("problem", refused.problem());
            refused.retryAfter().ifPresent(wait -> error.put("retryAfterSeconds", wait.toSeconds()));
        }
        printer.note(Json.write(error));
    }

    private static String problem(ProblemException refused, OptionNames names) {
        StringBuilder text = new StringBuilder(said(refused));
        Problem problem = refused.problem();
        List<FieldProblem> errors = problem.errors();
        if (errors != null) {
            errors.forEach(error -> text.append("\n  ")
                    .append(names.of(error.pointer()))
                    .append(error.detail().equals(problem.detail()) ? "" : "  " + error.detail()));
        }
        if (problem.state() != null) {
            text.append("\n  It is ").append(problem.state());
            List<String> allowed = problem.allowed();
            text.append(
                    allowed == null || allowed.isEmpty()
                            ? ", for good"
                            : "; from there: " + String.join(", ", allowed));
            text.append('.');
        }
        refused.retryAfter()
                .ifPresent(wait -> text.append("\n  Try again in ")
                        .append(Times.inWords(wait))
                        .append('.'));
        if (problem.reference() != null) {
            text.append("\n  Reference for the operator: ").append(problem.reference());
        }
        return text.toString();
    }

    private static String said(Exception failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof FileSystemException cause) {
            return said(cause);
        }
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": " + why(file);
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String why(FileSystemException file) {
        if (file instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (file instanceof AccessDeniedException) {
            return "you are not allowed to";
        }
        String reason = file.getReason();
        return reason == null ? file.getClass().getSimpleName() : reason;
    }
}
