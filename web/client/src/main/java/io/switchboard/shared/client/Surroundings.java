// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** What the client asks of the machine it runs on. Everything else in the client is a function of this, so tests decide it all. */
public interface Surroundings {
    /** The time, in the zone in which people read it. */
    Clock clock();

    /** Random bytes fit for keys. */
    SecureRandom random();

    /**
     * Waits.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void pause(Duration length) throws InterruptedException;

    /** Starts a thread that does not keep the program alive. */
    Thread start(String name, Runnable work);

    /** An environment variable; empty when it is unset or blank. */
    Optional<String> environment(String name);

    /** The user's home directory. */
    Path home();

    /** Whether a person sits at the terminal, who can be asked and sees colours. */
    boolean interactive();

    /** How wide the person's terminal is, as far as it says so; 80 otherwise. */
    default int columns() {
        return 80;
    }

    /** Asks the person for a secret without showing it; empty when nobody is there. */
    Optional<String> askSecret(String prompt);

    /** Has the work done when the program is told to stop (Ctrl-C); {@link Runnable#run} on the result takes it back. */
    Runnable onStop(Runnable work);

    /** 128 random bits as 22 base64url characters, for keys and ids of requests. */
    default String token() {
        byte[] bytes = new byte[16];
        random().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The machine that this program runs on. */
    static Surroundings thisMachine() {
        return ThisMachine.INSTANCE;
    }
}
