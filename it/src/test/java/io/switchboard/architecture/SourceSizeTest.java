// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A class of the product can be read in one sitting. */
class SourceSizeTest {
    private static final int LINES = 300;

    /** The longest that the house bears with, and why. None may grow. */
    private static final Map<String, Integer> LONGER = Map.of(
            // One aggregate with both sides' states; a third is its columns and what reads them. Its legs are a class
            // of their own.
            "Call.java", 535,
            // The same of a transfer, with three state tables, and of what two servers do with one.
            "Transfer.java", 522,
            // One aggregate with every way in which it goes on and ends; its lease is a class of its own.
            "Upload.java", 389,
            // Started from its one source file by a JDK alone, before anything is on a class path.
            "SwitchboardServer.java", 796);

    @Test
    void aClassOfTheProductHasAtMostThreeHundredLines() {
        Map<String, Long> tooLong = new TreeMap<>();
        for (String module : SourceTree.MODULES) {
            collect(module + "/src/main/java", tooLong);
        }
        collect("ear/src/main/launcher", tooLong);
        assertThat(tooLong).isEmpty();
    }

    private static void collect(String directory, Map<String, Long> tooLong) {
        for (Path file : SourceTree.below(directory)) {
            String name = file.getFileName().toString();
            long lines = SourceTree.read(file).lines().count();
            if (lines > LONGER.getOrDefault(name, LINES)) {
                tooLong.put(name, lines);
            }
        }
    }
}
