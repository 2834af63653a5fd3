// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import io.switchboard.harness.EmbeddedFile;
import io.switchboard.harness.Heap;
import io.switchboard.harness.ServerUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a server weighs while it works: its embedded database's file, and what is left of its heap after a collection. */
final class SoakVitals {
    private static final int MEGABYTE = 1 << 20;

    private final ServerUnderTest server;
    private final Optional<EmbeddedFile> file;
    private final List<Long> heaps = new ArrayList<>();
    private long peak;
    private long last;
    private Duration computing = Duration.ZERO;

    SoakVitals(ServerUnderTest server) {
        this.server = server;
        this.file = EmbeddedFile.of(server);
    }

    /** Takes the length of the file, if there is one. */
    void weighsFile() {
        file.ifPresent(present -> {
            last = present.length();
            peak = Math.max(peak, last);
        });
    }

    /** Takes what the heap holds, and how long processors have worked since the start. Stops the server for a moment. */
    void weighsHeap() {
        heaps.add(Heap.live(server));
        computing = ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(computing);
    }

    boolean hasFile() {
        return file.isPresent();
    }

    /** The longest that the file has been, in bytes. */
    long peak() {
        return peak;
    }

    /** What the file must hold, in bytes; the server must not run. */
    long live() {
        return file.orElseThrow().liveLength();
    }

    /** What the heap held, in bytes, each time. */
    List<Long> heaps() {
        return List.copyOf(heaps);
    }

    @Override
    public String toString() {
        String lengths = hasFile() ? "file " + megabytes(last) + ", at most " + megabytes(peak) + ", " : "";
        return lengths + "heap "
                + String.join(" ", heaps.stream().map(SoakVitals::megabytes).toList()) + ", processor time "
                + computing.toSeconds() + " s";
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGABYTE);
    }
}
