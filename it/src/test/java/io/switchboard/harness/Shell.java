// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A bash at a terminal of its own, as a person has it: lines are typed one after the other, secrets when they are asked for, and
 * Ctrl-C ends what runs. Programs in it see a terminal. What is typed does not appear on the screen, so all that does was printed.
 */
public final class Shell implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final String INTERRUPT = "\u0003";
    private static final Pattern PROMPT = Pattern.compile("<it ended with (\\d+)>");
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[\\d;]*m");

    private final Program terminal;
    private int seen;

    private Shell(Program terminal) {
        this.terminal = terminal;
    }

    /** Skips the test where there is no bash, or nothing that makes a terminal. */
    static Shell start(Path directory, Map<String, String> environment) {
        Tool.required("bash", "bash");
        Tool.required("script", "bsdutils");
        Map<String, String> all = new HashMap<>(environment);
        // Bash shows the exit code as its prompt, and keeps nothing of what was typed.
        all.putAll(Map.of("PS1", "<it ended with $?>", "HISTFILE", "", "SHELL", "/bin/sh", "TERM", "dumb"));
        // A build that runs in the background ignores Ctrl-C, and whatever it starts would do so too.
        String bash = "stty -echo -onlcr; exec env --default-signal=INT,QUIT bash --norc --noprofile --noediting -i";
        Shell shell = new Shell(
                Program.startIn(directory, List.of("script", "--quiet", "--flush", "-c", bash, "/dev/null"), all));
        try {
            shell.awaitsPrompt("bash");
            return shell;
        } catch (RuntimeException | Error e) {
            shell.close();
            throw e;
        }
    }

    /** Types a line and waits for its end, whatever comes of it. Standard output and error are both on the screen. */
    public Program.Ended runs(String line) {
        starts(line);
        return awaitsPrompt(line);
    }

    /** Types a line that asks for something, and what it asks for; waits for its end. */
    public Program.Ended runs(String line, String question, String answer) {
        starts(line);
        awaits(question);
        terminal.write(answer + "\n");
        return awaitsPrompt(line);
    }

    /** Types a line, and does not wait. */
    public void starts(String line) {
        terminal.write(line + "\n");
    }

    /** Presses Ctrl-C and waits for the end of what runs. */
    public Program.Ended interrupts() {
        terminal.write(INTERRUPT);
        return awaitsPrompt("Ctrl-C");
    }

    /** Waits until this stands on the screen since the last prompt. */
    public void awaits(String text) {
        awaits("'" + text + "'", () -> shown().contains(text));
    }

    /** What stands on the screen since the last prompt, without its colours. */
    public String shown() {
        return COLOUR.matcher(terminal.out().substring(seen)).replaceAll("");
    }

    @Override
    public void close() {
        terminal.close();
    }

    private Program.Ended awaitsPrompt(String what) {
        awaits("the end of " + what, () -> PROMPT.matcher(shown()).find());
        String screen = terminal.out();
        Matcher prompt = PROMPT.matcher(screen);
        if (!prompt.find(seen)) {
            throw new AssertionError("no prompt after " + what + ": " + screen);
        }
        String printed = COLOUR.matcher(screen.substring(seen, prompt.start())).replaceAll("");
        seen = prompt.end();
        return new Program.Ended(Integer.parseInt(prompt.group(1)), printed, "");
    }

    private void awaits(String what, Callable<Boolean> seenIt) {
        try {
            Awaitility.await().atMost(LIMIT).pollInterval(OFTEN).until(seenIt);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " does not come; on the screen is:\n" + shown(), e);
        }
    }
}
