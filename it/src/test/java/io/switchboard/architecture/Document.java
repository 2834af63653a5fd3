// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page below {@code docs/}. Parts that are made from the code stand between {@code <!-- made from the code: NAME -->} and
 * {@code <!-- end of NAME -->}.
 *
 * <p>A test compares them. Run with {@code -Dswitchboard.docs=write} it writes them instead.
 */
final class Document {
    private static final boolean WRITE = "write".equals(System.getProperty("switchboard.docs"));

    private final String name;

    private Document(String name) {
        this.name = name;
    }

    static Document named(String name) {
        return new Document("docs/" + name);
    }

    String text() {
        return SourceTree.read(name);
    }

    /** Compares the part with what the code says. */
    void assertPart(String part, String made) {
        String begin = "<!-- made from the code: " + part + " -->\n";
        String end = "<!-- end of " + part + " -->\n";
        String text = text();
        assertThat(text).as("the marks of the part %s in %s", part, name).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        String expected = made.strip() + "\n";
        if (WRITE) {
            write(text.substring(0, from) + expected + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as(
                            "%s differs from the code; run the test with -Dswitchboard.docs=write, or write this:%n%n%s",
                            name, expected)
                    .isEqualTo(expected);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(SourceTree.file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells of the table below a heading, without its head and rule. */
    List<List<String>> table(String heading) {
        String text = text();
        int from = text.indexOf("\n" + heading + "\n");
        assertThat(from).as("the heading %s in %s", heading, name).isNotNegative();
        String rest = text.substring(from + heading.length() + 2);
        int next = rest.indexOf("\n#");
        return rows(next < 0 ? rest : rest.substring(0, next));
    }

    /** The cells of every table row of a text, without heads and rules. */
    static List<List<String>> rows(String text) {
        List<String> lines = text.lines().toList();
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .filter(i -> lines.get(i).startsWith("|"))
                .filter(i -> !isRule(lines.get(i)) && !(i + 1 < lines.size() && isRule(lines.get(i + 1))))
                .map(i -> cells(lines.get(i)))
                .toList();
    }

    private static boolean isRule(String line) {
        return line.matches("\\|[\\s:|-]+\\|");
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }

    /** A cell that cannot break its row. */
    static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
