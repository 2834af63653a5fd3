// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a demonstration: things that are each undone whatever becomes of the others. For one thread. */
public final class DemoEnding {
    /** What becomes of most things. */
    public static final String REVOKED = "revoked for good";

    private final List<DemoRemains.Removed> removed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private @Nullable RuntimeException first;

    DemoEnding() {}

    /** Tells of a kind, even if there should be none of it. */
    public void none(String kind, String how) {
        of(kind, how);
    }

    /**
     * Tries to remove something, and counts it when that went well.
     *
     * @param kind what it is, one of them
     * @param how what becomes of it, in words
     */
    public void remove(String kind, String how, Object id, Runnable removal) {
        List<Object> ids = of(kind, how).ids();
        attempt(kind + " " + id, () -> {
            removal.run();
            ids.add(id);
        });
    }

    /**
     * Tries to do something. What fails is told at the end as still live.
     *
     * @param what what is live when it fails
     */
    public void attempt(String what, Runnable attempt) {
        try {
            attempt.run();
        } catch (RuntimeException failure) {
            failed.add(what);
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
    }

    private DemoRemains.Removed of(String kind, String how) {
        return removed.stream()
                .filter(group -> group.kind().equals(kind) && group.how().equals(how))
                .findFirst()
                .orElseGet(() -> {
                    DemoRemains.Removed group = new DemoRemains.Removed(kind, how, new ArrayList<>());
                    removed.add(group);
                    return group;
                });
    }

    List<DemoRemains.Removed> removed() {
        return List.copyOf(removed);
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    void throwFirst() {
        if (first != null) {
            throw first;
        }
    }
}
