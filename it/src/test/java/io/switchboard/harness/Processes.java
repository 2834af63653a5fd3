// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** How much of this machine a server has used: of its processors also its PostgreSQL and the tests themselves. */
public final class Processes {
    private static final String READ = "rchar: ";

    private Processes() {}

    /**
     * Since each of them began.
     *
     * @param ofServer its JVM
     * @param ofDatabase PostgreSQL's processes
     * @param ofTests this JVM
     */
    public record CpuTime(Duration ofServer, Duration ofDatabase, Duration ofTests) {
        /** None. */
        public static final CpuTime NONE = new CpuTime(Duration.ZERO, Duration.ZERO, Duration.ZERO);

        /** What was used after the earlier one. */
        public CpuTime since(CpuTime earlier) {
            return new CpuTime(
                    ofServer.minus(earlier.ofServer),
                    ofDatabase.minus(earlier.ofDatabase),
                    ofTests.minus(earlier.ofTests));
        }

        /** Both together. */
        public CpuTime plus(CpuTime other) {
            return new CpuTime(
                    ofServer.plus(other.ofServer), ofDatabase.plus(other.ofDatabase), ofTests.plus(other.ofTests));
        }
    }

    /** Of a server on PostgreSQL, by now. */
    public static CpuTime of(ServerUnderTest server) {
        ProcessHandle backend = process(Long.parseLong(Sql.value(server, "select pg_backend_pid()")));
        ProcessHandle postmaster = backend.parent().orElseThrow();
        return new CpuTime(
                used(Stream.of(process(server.pid()))),
                used(Stream.concat(Stream.of(postmaster), postmaster.children())),
                used(Stream.of(ProcessHandle.current())));
    }

    /** How many bytes a server's process has read so far, of whatever. */
    public static long readBy(ServerUnderTest server) {
        try {
            return Files.readAllLines(Path.of("/proc/" + server.pid() + "/io")).stream()
                    .filter(line -> line.startsWith(READ))
                    .mapToLong(line -> Long.parseLong(line.substring(READ.length())))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessHandle process(long id) {
        return ProcessHandle.of(id).orElseThrow();
    }

    private static Duration used(Stream<ProcessHandle> processes) {
        return processes
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
