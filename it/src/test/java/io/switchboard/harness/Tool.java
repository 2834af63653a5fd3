// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test uses: of a system package, or of the JDK. Where that of a package is absent the test is skipped and says so
 * loudly; where the environment variable {@code SWITCHBOARD_TESTS_REQUIRE_TOOLS} is {@code true} it fails.
 */
public final class Tool {
    private static final String REQUIRED = "SWITCHBOARD_TESTS_REQUIRE_TOOLS";
    private static final int LIMIT_SECONDS = 300;

    private final String name;

    private Tool(String name) {
        this.name = name;
    }

    /**
     * The program; the test ends here when there is none.
     *
     * @param name as on the search path
     * @param debianPackage what to install
     */
    @SuppressWarnings("SystemOut") // a skipped proof must not go unseen
    public static Tool required(String name, String debianPackage) {
        return required(name, debianPackage, System.getenv(), System.out);
    }

    static Tool required(String name, String debianPackage, Map<String, String> environment, PrintStream out) {
        if (!isInstalled(name, environment)) {
            String missing = name + " is not installed (Debian package " + debianPackage + ")";
            if (Boolean.parseBoolean(environment.get(REQUIRED))) {
                Assertions.fail(missing + ", and " + REQUIRED + " is true");
            }
            out.println("SKIPPED: " + missing);
            Assumptions.abort(missing);
        }
        return new Tool(name);
    }

    /**
     * A program of the JDK that this test runs on.
     *
     * @param name as in its {@code bin}
     */
    public static Tool ofThisJdk(String name) {
        return new Tool(Path.of(System.getProperty("java.home"), "bin", name).toString());
    }

    /** Runs it, which must go well; what it printed. */
    public String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(name);
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("tool", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                String printed = Files.readString(output, StandardCharsets.UTF_8);
                if (!ended || process.exitValue() != 0) {
                    throw new AssertionError(command + (ended ? " failed: " : " does not end: ") + printed);
                }
                return printed;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInstalled(String name, Map<String, String> environment) {
        for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name))) {
                return true;
            }
        }
        return false;
    }
}
