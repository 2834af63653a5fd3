// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a process of its own, as a shell would start it. It is ended with the test at the latest, and nothing of the settings
 * of whoever runs the tests ({@code SWITCHBOARD_*}, {@code DB_*}) reaches it.
 */
public final class Program implements AutoCloseable {
    private final List<String> command;
    private final Process process;
    private final Path out;
    private final Path err;

    private Program(List<String> command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * What a program that has ended leaves.
     *
     * @param code its exit code
     * @param out what it wrote to the standard output
     * @param err what it wrote to the standard error
     */
    public record Ended(int code, String out, String err) {
        /** Itself, when it ended with this code; otherwise the test fails with all that was printed. */
        public Ended expect(int expected) {
            if (code != expected) {
                throw new AssertionError("expected exit code " + expected + " and got " + code + "\n" + out + err);
            }
            return this;
        }
    }

    /**
     * Starts one.
     *
     * @param environment settings, added to those of this process
     * @param input what it reads from the standard input
     */
    public static Program start(List<String> command, Map<String, String> environment, String input) {
        try {
            Path in = Files.createTempFile("program", ".in");
            Files.writeString(in, input);
            Program program = start(new ProcessBuilder(command).redirectInput(in.toFile()), environment);
            Files.delete(in);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts one that reads what is written to it while it runs.
     *
     * @param directory where it works
     * @param environment settings, added to those of this process
     */
    static Program startIn(Path directory, List<String> command, Map<String, String> environment) {
        try {
            return start(new ProcessBuilder(command).directory(directory.toFile()), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Program start(ProcessBuilder builder, Map<String, String> environment) throws IOException {
        Path out = Files.createTempFile("program", ".out");
        Path err = Files.createTempFile("program", ".err");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SWITCHBOARD_") || name.startsWith("DB_"));
        builder.environment().putAll(environment);
        return new Program(new ArrayList<>(builder.command()), builder.start(), out, err);
    }

    /** Writes to its standard input; only for one that was started so. */
    void write(String text) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(text.getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(command + " does not read: " + out() + err(), e);
        }
    }

    /** The Java that the tests run on. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Whether it still runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** What it wrote to the standard output so far. */
    public String out() {
        return read(out);
    }

    /** What it wrote to the standard error so far. */
    public String err() {
        return read(err);
    }

    /** Asks it to end, with SIGTERM. */
    public void asksToEnd() {
        process.destroy();
    }

    /** Kills it, and returns when it is dead: what it wrote until then can be read. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end; fails when it does not come. */
    public Ended awaitsEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(command + " does not end:\n" + out() + err());
            }
            return new Ended(process.exitValue(), out(), err());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A program that is at work may have written half a character. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
