// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.TextWidth;
import java.time.Duration;
import java.util.Locale;

/** How far a file is, in a line that fits a terminal of 80 columns; of a narrower one, what is cut off is worth least. */
final class ProgressLine {
    private static final int NAME = 20;
    private static final int BAR = 16;
    private static final long NANOS = 1_000_000_000L;
    private static final Duration LONGEST = Duration.ofHours(100);

    private ProgressLine() {}

    /**
     * The line of a step.
     *
     * @param moved how many bytes were done in this time
     */
    static String of(String name, TransferProgress.Step step, long done, long total, long moved, Duration time) {
        StringBuilder line = new StringBuilder();
        line.append(shortened(name)).append("  ").append(verb(step));
        if (step == TransferProgress.Step.PROVING || step == TransferProgress.Step.STORING) {
            return line.append(" ...").toString();
        }
        int filled = total == 0 ? BAR : (int) (done * (double) BAR / total);
        line.append(String.format(Locale.ROOT, " %3d%%", percent(done, total)));
        line.append(" [")
                .append("#".repeat(filled))
                .append(".".repeat(BAR - filled))
                .append("]");
        long rate = rate(moved, time);
        if (rate > 0) {
            line.append("  ").append(ByteCount.text(rate)).append("/s");
            left(done, total, rate, line);
        }
        return line.toString();
    }

    /** Never 100 before all is done. */
    static long percent(long done, long total) {
        return total == 0 ? 100 : (long) (done * 100.0 / total) - (done < total && done * 100.0 / total >= 100 ? 1 : 0);
    }

    /** Bytes a second; nothing where there is nothing to tell yet. */
    static long rate(long moved, Duration time) {
        return time.compareTo(Duration.ofMillis(500)) < 0 ? 0 : (long) (moved * (double) NANOS / time.toNanos());
    }

    static String verb(TransferProgress.Step step) {
        return switch (step) {
            case READING -> "reading";
            case PROVING -> "proving";
            case UPLOADING -> "uploading";
            case STORING -> "storing";
            case RECEIVING -> "receiving";
        };
    }

    private static void left(long done, long total, long rate, StringBuilder line) {
        Duration left = Duration.ofSeconds((total - done) / rate);
        if (done < total && left.compareTo(LONGEST) < 0) {
            line.append("  ");
            if (left.toHours() > 0) {
                line.append(left.toHours()).append(':');
            }
            line.append(String.format(
                    Locale.ROOT,
                    left.toHours() > 0 ? "%02d:%02d" : "%d:%02d",
                    left.toMinutesPart(),
                    left.toSecondsPart()));
            line.append(" left");
        }
    }

    private static String shortened(String name) {
        return TextWidth.of(name) <= NAME ? name : TextWidth.cut(name, NAME - 3) + "...";
    }
}
