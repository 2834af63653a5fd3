// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A feature's bodies that are read as they come and not collected, because they may be of any size and take any time: a bean of the feature
 * says which those are. All others are small. Thread-safe.
 */
public interface StreamedBodies {
    /**
     * Whether a request has such a body. On the connection's I/O thread, where nothing may wait.
     *
     * @param type the media type with its parameters, as it was sent; null when none was
     * @param path from the root
     */
    boolean has(String method, @Nullable String type, String path);

    /** How long who sends one may be silent. */
    Duration silence();
}
