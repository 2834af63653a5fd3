// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * The key under which this database's secrets are, unwrapped: read at the start, and the same for as long as the database lives, however
 * often the master key above it changes.
 */
@ApplicationScoped
public class DataKey {
    private volatile @Nullable RootKey key;

    /**
     * The key.
     *
     * @throws IllegalStateException before it was read
     */
    RootKey get() {
        RootKey present = key;
        if (present == null) {
            throw new IllegalStateException("The data key was not read yet");
        }
        return present;
    }

    void is(RootKey read) {
        key = read;
    }
}
