// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** What a server holds on to, after a full collection: the JDK's own histogram of live objects. */
public record LiveHeap(String histogram) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+(\\d+)\\s+(\\d+)");

    /** Of a server, now. */
    public static LiveHeap of(ServerUnderTest server) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> command = List.of(jcmd, Long.toString(server.pid()), "GC.class_histogram");
        try (Program program = Program.start(command, Map.of(), "")) {
            return new LiveHeap(
                    program.awaitsEnd(Duration.ofMinutes(1)).expect(0).out());
        }
    }

    /** All of it. */
    public long bytes() {
        Matcher total = TOTAL.matcher(histogram);
        Assertions.assertThat(total.find()).as(histogram).isTrue();
        return Long.parseLong(total.group(2));
    }

    /** How many objects of a class there are. */
    public long instances(String className) {
        Matcher line = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "(\\s|$)")
                .matcher(histogram);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}
