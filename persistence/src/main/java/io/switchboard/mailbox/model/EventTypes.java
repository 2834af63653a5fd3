// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.shared.wire.CloudEvent;

/** Reads the patterns by which event types are chosen. */
public final class EventTypes {
    private static final String ANYTHING = "*";

    private EventTypes() {}

    /** Whether the pattern means this type. */
    public static boolean covers(String pattern, String type) {
        String full = full(pattern);
        return full.endsWith(ANYTHING) ? type.startsWith(stem(full)) : type.equals(full);
    }

    private static String full(String pattern) {
        return pattern.startsWith(CloudEvent.TYPE_PREFIX) ? pattern : CloudEvent.TYPE_PREFIX + pattern;
    }

    private static String stem(String open) {
        return open.substring(0, open.length() - ANYTHING.length());
    }
}
