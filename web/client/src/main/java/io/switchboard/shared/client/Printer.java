// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.Page;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command says: for people, or as JSON, and then nothing but JSON on the standard output. Text that came from elsewhere cannot
 * steer the terminal: control characters are replaced. When the standard output takes nothing any more, it throws
 * {@link OutputClosedException}.
 */
public final class Printer {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean colours;
    private final ZoneId zone;
    private final IntSupplier columns;
    private int passing;

    /**
     * @param columns how wide the terminal is; asked before each line that passes
     */
    Printer(PrintWriter out, PrintWriter err, boolean json, boolean colours, ZoneId zone, IntSupplier columns) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.colours = colours;
        this.zone = zone;
        this.columns = columns;
    }

    /** Whether the reader is a program. */
    public boolean json() {
        return json;
    }

    /** Whether the reader sees colours. */
    public boolean colours() {
        return colours;
    }

    /** The command's result: JSON for programs, what the second argument prints for people. */
    public void result(Object message, Runnable forPeople) {
        if (json) {
            out.println(Json.write(message));
            written();
        } else {
            forPeople.run();
        }
    }

    /** One resource as a result. */
    public void resource(Object view, Map<String, ?> fields) {
        result(view, () -> fields(fields));
    }

    /** A list as a result: JSON {@code {"items": […], "next": …}}, or a table. */
    public <T> void list(Page<T> page, List<String> head, Function<T, List<?>> row) {
        result(page, () -> {
            if (page.items().isEmpty()) {
                line("None.");
                return;
            }
            List<List<?>> rows = new ArrayList<>();
            rows.add(head);
            page.items().forEach(item -> rows.add(row.apply(item)));
            table(rows);
            if (page.next() != null) {
                line("There are more: ask for a larger --limit.");
            }
        });
    }

    /** A sentence for people; nothing for programs. */
    public void line(String text) {
        if (!json) {
            passing("");
            out.println(harmless(text));
            written();
        }
    }

    /** Lines that this program has drawn itself; nothing for programs. */
    public void drawing(String text) {
        if (!json) {
            out.print(text);
            written();
        }
    }

    /** Something on the side: the standard error, for people and programs alike. */
    public void note(String text) {
        passing("");
        err.println(harmless(text));
        err.flush();
    }

    /** A line on the side that stands until the next line; nothing takes it away. Only for a terminal that somebody looks at. */
    public void passing(String text) {
        String shown = text.isEmpty() ? "" : TextWidth.cut(harmless(text).replace('\n', ' '), columns.getAsInt() - 1);
        if (passing > 0 || !shown.isEmpty()) {
            err.print("\r" + padded(shown, passing) + (shown.isEmpty() ? "\r" : ""));
            err.flush();
        }
        passing = TextWidth.of(shown);
    }

    /** Names and values in two columns; what is absent is left out. */
    public void fields(Map<String, ?> fields) {
        int width = fields.keySet().stream().mapToInt(TextWidth::of).max().orElse(0);
        fields.forEach((name, value) -> {
            String text = text(value);
            if (!text.isEmpty()) {
                line(padded(name, width) + "  " + text);
            }
        });
    }

    /** A value as people read it. */
    public String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Optional<?> optional) {
            return text(optional.orElse(null));
        }
        if (value instanceof Instant instant) {
            return TIME.format(instant.atZone(zone));
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(this::text).collect(Collectors.joining(", "));
        }
        return harmless(value.toString()).replace('\n', ' ');
    }

    /** Print writers keep their failures to themselves; a command whose reader has gone would go on for nobody. */
    private void written() {
        if (out.checkError()) {
            throw new OutputClosedException(out instanceof Utf8Output stream ? stream.failure() : Optional.empty());
        }
    }

    private void table(List<List<?>> rows) {
        List<List<String>> texts =
                rows.stream().map(row -> row.stream().map(this::text).toList()).toList();
        int columns = texts.get(0).size();
        for (List<String> row : texts) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int at = column;
                int width = texts.stream()
                        .mapToInt(other -> TextWidth.of(other.get(at)))
                        .max()
                        .orElse(0);
                line.append(column + 1 < columns ? padded(row.get(column), width) + "  " : row.get(column));
            }
            line(line.toString());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - TextWidth.of(text)));
    }

    /** Escape sequences and the marks that turn the direction of writing become visible replacements. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\u0080-\u009F\\u202A-\\u202E\\u2066-\\u2069]", "\uFFFD");
    }
}
