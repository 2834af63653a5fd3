// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A class of the tests in a JVM of its own, with their class path: to be killed, or to have little. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Starts its {@code main}. */
    public static Program start(Class<?> main, String... arguments) {
        return start(List.of(), main, arguments);
    }

    /**
     * Starts its {@code main}.
     *
     * @param before what stands before {@code java}: a program that limits it; or nothing
     */
    public static Program start(List<String> before, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Program.java(),
                "-Xmx32m",
                "-XX:MaxDirectMemorySize=4m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return Program.start(command, Map.of(), "");
    }
}
