// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** The machine that this program runs on. */
final class ThisMachine implements Surroundings {
    static final ThisMachine INSTANCE = new ThisMachine();

    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private final SecureRandom random = new SecureRandom();
    private volatile int columns;

    private ThisMachine() {}

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public SecureRandom random() {
        return random;
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
        Thread.sleep(Math.max(0, length.toMillis()));
    }

    @Override
    public Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Path home() {
        // As every other program does; Java alone looks the user up in the machine's list.
        return Path.of(environment("HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    @Override
    public boolean interactive() {
        return terminal().isPresent();
    }

    @Override
    public Optional<String> askSecret(String prompt) {
        return terminal()
                .flatMap(console -> Optional.ofNullable(console.readPassword("%s", prompt)))
                .map(String::new);
    }

    /** Asked once: whoever makes the terminal narrower meanwhile sees broken lines until the next command. */
    @Override
    public int columns() {
        if (columns == 0) {
            columns = environment("COLUMNS")
                    .flatMap(ThisMachine::number)
                    .or(ThisMachine::askedOfTheTerminal)
                    .orElseGet(Surroundings.super::columns);
        }
        return columns;
    }

    /** POSIX has no other way that a JDK offers; where there is no such program, nothing is known. */
    private static Optional<Integer> askedOfTheTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return number(said.substring(said.indexOf(' ') + 1));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** From JDK 22 on there is a console without a terminal too; it says so by a method that JDK 17 does not have. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> terminal() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            Object terminal = Console.class.getMethod("isTerminal").invoke(console);
            return Optional.of(console).filter(present -> Boolean.TRUE.equals(terminal));
        } catch (ReflectiveOperationException older) {
            return Optional.of(console);
        }
    }

    @Override
    public Runnable onStop(Runnable work) {
        Thread hook = new Thread(work, "switchboard-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> takeBack(hook);
    }

    private static void takeBack(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The program is stopping already: the hook runs, and what it does is idempotent.
        }
    }
}
