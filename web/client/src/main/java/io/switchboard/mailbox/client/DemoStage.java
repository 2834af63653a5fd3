// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.client.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells stories as they happen, at the pace that was asked for, and stops them when they go otherwise than told. The end may come from
 * another thread.
 */
public final class DemoStage {
    private final Printer printer;
    private final Surroundings surroundings;
    private final Duration pace;
    private final Map<String, Object> exhibits = new LinkedHashMap<>();
    private final List<String> happened = new ArrayList<>();
    private int act;

    DemoStage(Printer printer, Surroundings surroundings, Duration pace) {
        this.printer = printer;
        this.surroundings = surroundings;
        this.pace = pace;
    }

    /** A story begins. */
    void story(String title) {
        printer.line("");
        printer.line(title);
    }

    /** A new act begins. Acts are counted through all stories. */
    public void act(String title) throws InterruptedException {
        act++;
        printer.line("");
        printer.line(act + ". " + title);
        surroundings.pause(pace);
    }

    /** Says something that nobody need make sure of. */
    public void say(String text) throws InterruptedException {
        printer.line("   " + text);
        surroundings.pause(pace);
    }

    /**
     * Says that something has happened, after making sure of it.
     *
     * @throws CommandFailedException when it does not hold
     */
    public void told(String what, boolean holds) throws InterruptedException {
        if (!holds) {
            throw new CommandFailedException("Otherwise than told in act " + act + ": " + what);
        }
        synchronized (this) {
            happened.add(what);
        }
        say("✓ " + what);
    }

    /** Shows two messages beside each other, as they came. */
    public void sideBySide(String leftTitle, Object left, String rightTitle, Object right) throws InterruptedException {
        synchronized (this) {
            exhibits.put(leftTitle, left);
            exhibits.put(rightTitle, right);
        }
        List<String> lefts = new ArrayList<>(List.of(leftTitle, "-".repeat(leftTitle.length())));
        Collections.addAll(lefts, Json.pretty(left).split("\n"));
        List<String> rights = new ArrayList<>(List.of(rightTitle, "-".repeat(rightTitle.length())));
        Collections.addAll(rights, Json.pretty(right).split("\n"));
        int width = lefts.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
            String start = i < lefts.size() ? lefts.get(i) : "";
            String end = i < rights.size() ? rights.get(i) : "";
            printer.line("   " + (start + " ".repeat(width - start.length()) + " | " + end).stripTrailing());
        }
        surroundings.pause(pace);
    }

    /** The end: everything went as told, and this is left of it. */
    void curtain(DemoRemains remains) {
        end(true, "Everything went as told: %d statements held.", remains);
    }

    /** The end before the story's: this is left of it. */
    void brokenOff(DemoRemains remains) {
        end(false, "Broken off after %d statements that held.", remains);
    }

    private synchronized void end(boolean asTold, String verdict, DemoRemains remains) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("asTold", asTold);
        result.put("happened", happened);
        result.put("exhibits", exhibits);
        result.putAll(remains.ids());
        printer.result(result, () -> {
            printer.line("");
            printer.line(String.format(verdict, happened.size()));
            printer.line(remains.gone());
            remains.live().forEach(what -> printer.line("Still live, since it could not be revoked: " + what));
            printer.line(remains.stays());
        });
    }
}
