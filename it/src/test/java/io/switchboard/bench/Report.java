// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The figures of one benchmark: said on the console, and kept in {@code target/benchmarks} as a table for {@code docs/benchmarks.md}. */
final class Report {
    private static final Path DIRECTORY = Path.of("target", "benchmarks");

    private final String name;
    private final List<String> lines = new ArrayList<>();

    Report(String name, String figure, String limit, String ratio) {
        this.name = name;
        row("", figure, limit, ratio);
        lines.add("| --- | ---: | ---: | ---: |");
    }

    /** One figure beside its limit. */
    void row(String what, String figure, String limit, String ratio) {
        lines.add("| " + String.join(" | ", what, figure, limit, ratio) + " |");
    }

    /** Says it, and keeps it. */
    @SuppressWarnings("SystemOut") // for whoever runs it
    void tell() {
        System.out.println("BENCHMARK " + name);
        lines.forEach(System.out::println);
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve(name + ".md"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
