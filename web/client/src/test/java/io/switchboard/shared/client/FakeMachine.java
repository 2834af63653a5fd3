// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A machine that a test decides: its clock stands until it is moved, pauses only move the clock, the environment is a map. */
public final class FakeMachine implements Surroundings {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<Runnable> onStop = new CopyOnWriteArrayList<>();
    private final Queue<String> typed = new ConcurrentLinkedQueue<>();
    private volatile Consumer<Duration> onPause = this::moveOn;
    private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

    public FakeMachine(Path home) {
        this.home = home;
        environment.put("SWITCHBOARD_HOME", home.resolve("switchboard").toString());
    }

    public FakeMachine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public FakeMachine without(String variable) {
        environment.remove(variable);
        return this;
    }

    public void setTo(Instant time) {
        now = time;
    }

    public void moveOn(Duration time) {
        now = now.plus(time);
    }

    /** What a pause does instead of moving the clock. */
    public void onPause(Consumer<Duration> work) {
        onPause = work;
    }

    /** Ctrl-C: has the work done that was registered for it; the program goes on beside. */
    public void stop() {
        onStop.forEach(Runnable::run);
    }

    /** Whether anything is still registered for Ctrl-C. */
    public boolean minds() {
        return !onStop.isEmpty();
    }

    public List<Duration> pauses() {
        return pauses;
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Override
    public SecureRandom random() {
        return new SecureRandom();
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(length);
        onPause.accept(length);
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
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Path home() {
        return home;
    }

    /** Somebody sits there and types these when asked for secrets. */
    public FakeMachine typing(String... secrets) {
        typed.addAll(List.of(secrets));
        return this;
    }

    @Override
    public boolean interactive() {
        return !typed.isEmpty();
    }

    @Override
    public Optional<String> askSecret(String prompt) {
        return Optional.ofNullable(typed.poll());
    }

    @Override
    public Runnable onStop(Runnable work) {
        onStop.add(work);
        return () -> onStop.remove(work);
    }
}
