// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.List;
import java.util.stream.Stream;

/** What a server's JVM cannot let go. */
public final class Heap {
    /** The parts of the heap as {@code jstat -gc} names them, in kilobytes, whatever the collector. */
    private static final List<String> PARTS = List.of("S0U", "S1U", "EU", "OU");

    private Heap() {}

    /** Bytes in use right after a full collection. */
    public static long live(ServerUnderTest server) {
        String pid = Long.toString(server.pid());
        Tool.ofThisJdk("jcmd").run(pid, "GC.run");
        List<List<String>> table = Tool.ofThisJdk("jstat")
                .run("-gc", pid)
                .lines()
                .map(line -> Stream.of(line.trim().split("\\s+")).toList())
                .toList();
        double kilobytes = PARTS.stream()
                .mapToDouble(
                        part -> Double.parseDouble(table.get(1).get(table.get(0).indexOf(part))))
                .sum();
        return (long) (kilobytes * 1024);
    }
}
