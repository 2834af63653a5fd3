// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.transfers.wire.TransferId;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file that somebody else has chosen, made harmless: one name in one directory, not hidden, no device, no option, nothing
 * that steers a terminal or turns the direction of writing, and no longer than file systems take.
 */
final class ReceivedName {
    /** In bytes; what is put around it while it is received has room up to the 255 that file systems take. */
    static final int LONGEST = 200;

    private static final int LONGEST_EXTENSION = 20;
    private static final Pattern UNWANTED =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}<>:\"|?*]");
    private static final Pattern DEVICE = Pattern.compile(
            "(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3])(\\..*)?");
    private static final Pattern EXTENSION =
            Pattern.compile("(?s)(.+?)((?:\\.tar)?\\.[^. ]{1," + LONGEST_EXTENSION + "})");

    private ReceivedName() {}

    /** The name of what a transfer brings; the transfer's own id where nothing is left of what the source calls it. */
    static String of(@Nullable String said, TransferId transfer) {
        String last = said == null ? "" : said.replaceAll("(?s)^.*[/\\\\]", "");
        String name = UNWANTED.matcher(last).replaceAll("_").replaceAll("^[. \\t\u00A0]+|[. \\t\u00A0]+$", "");
        if (name.isEmpty()) {
            return "transfer-" + transfer;
        }
        if (name.startsWith("-") || name.startsWith("~") || DEVICE.matcher(name).matches()) {
            name = "_" + name;
        }
        return shortened(name);
    }

    /** The same beside others of the same name: {@code report (2).pdf}. */
    static String numbered(String name, int number) {
        if (number == 1) {
            return name;
        }
        Matcher parts = EXTENSION.matcher(name);
        return parts.matches() ? parts.group(1) + " (" + number + ")" + parts.group(2) : name + " (" + number + ")";
    }

    /** In a directory, and nowhere else; in ASCII where the machine knows no other names. */
    static Path in(Path directory, String name) {
        Path file = resolved(directory, name);
        if (!directory.equals(file.getParent())) {
            throw new IllegalStateException("not in " + directory + ": " + file);
        }
        return file;
    }

    /** Whether this machine knows such names; another is found for what it does not know. */
    static boolean canBeWritten(String name) {
        try {
            Path unused = Path.of(name);
            return true;
        } catch (InvalidPathException notHere) {
            return false;
        }
    }

    private static Path resolved(Path directory, String name) {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException notHere) {
            return directory.resolve(name.replaceAll("[^\\x20-\\x7E]", "_"));
        }
    }

    private static String shortened(String name) {
        if (bytes(name) <= LONGEST) {
            return name;
        }
        Matcher parts = EXTENSION.matcher(name);
        String extension = parts.matches() ? parts.group(2) : "";
        StringBuilder stem = new StringBuilder(name.substring(0, name.length() - extension.length()));
        while (bytes(stem.toString()) + bytes(extension) > LONGEST) {
            stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem.toString().stripTrailing() + extension;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
