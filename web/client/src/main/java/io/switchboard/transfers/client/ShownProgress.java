// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.CommandContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a file is, on the standard error: a line that changes where a person looks at a terminal, otherwise a line for each step and now
 * and then one more. Programs, and who wants quiet, get nothing.
 */
final class ShownProgress implements TransferProgress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(100);

    private final CommandContext context;
    private final String name;
    private final boolean silent;
    private final boolean bar;
    private Optional<Step> step = Optional.empty();
    private long first;
    private Instant since = Instant.MIN;
    private Instant shown = Instant.MIN;
    private String last = "";

    ShownProgress(CommandContext context, String name, boolean quiet) {
        this.context = context;
        this.name = context.printer().text(name);
        this.silent = quiet || context.printer().json();
        this.bar = context.surroundings().interactive();
    }

    @Override
    public void at(Step now, long done, long total) {
        if (silent) {
            return;
        }
        Instant time = context.surroundings().clock().instant();
        boolean begins = step.filter(last -> last == now).isEmpty();
        if (begins) {
            step = Optional.of(now);
            first = done;
            since = time;
        }
        Duration between = bar ? BETWEEN_PICTURES : BETWEEN_LINES;
        if (begins || (bar && done == total) || !time.isBefore(shown.plus(between))) {
            shown = time;
            show(now, done, total, Duration.between(since, time), begins);
        }
    }

    private void show(Step now, long done, long total, Duration time, boolean begins) {
        if (bar) {
            context.printer().passing(ProgressLine.of(name, now, done, total, done - first, time));
            return;
        }
        String already = done > 0 && done < total ? " from " + ProgressLine.percent(done, total) + "% on" : "";
        String line = begins
                ? ByteCount.text(total) + already
                : ProgressLine.percent(done, total) + "%, " + ByteCount.text(ProgressLine.rate(done - first, time))
                        + "/s";
        context.printer().note(name + ": " + ProgressLine.verb(now) + " " + line);
    }

    /** Something that takes its time and has no bytes; said once. */
    void waiting(String forWhat) {
        if (silent || forWhat.equals(last)) {
            return;
        }
        last = forWhat;
        if (bar) {
            context.printer().passing(name + "  " + forWhat + " ...");
        } else {
            context.printer().note(name + ": " + forWhat);
        }
    }

    @Override
    public void interrupted(String why, Duration retryAfter) {
        if (!silent) {
            long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
            context.printer().note(name + ": interrupted, trying again in " + seconds + " s: " + why);
        }
    }

    /** Takes the line away that changes. */
    void end() {
        context.printer().passing("");
    }
}
