// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A package for Node.js, fetched once for all runs, and what runs with it. Without Node.js or npm the test is skipped as for any other tool. */
public final class NpmPackage {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path modules;

    private NpmPackage(Path modules) {
        this.modules = modules;
    }

    /** A version of a package, with what it needs. */
    public static NpmPackage of(String name, String version) {
        Tool.required("node", "nodejs");
        Tool npm = Tool.required("npm", "npm");
        Path place = Path.of("target", "npm", name + "-" + version).toAbsolutePath();
        Path modules = place.resolve("node_modules");
        if (!Files.isDirectory(modules.resolve(name))) {
            try {
                Files.createDirectories(place);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            npm.run(
                    "install",
                    "--prefix",
                    place.toString(),
                    "--no-save",
                    "--no-package-lock",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    name + "@" + version);
        }
        return new NpmPackage(modules);
    }

    /** Runs a script of the tests' resources that may use it; what it left. */
    public Program.Ended run(String script, String... arguments) {
        Path file = Path.of("src", "test", "resources", script).toAbsolutePath();
        List<String> command = new ArrayList<>(List.of("node", file.toString()));
        command.addAll(List.of(arguments));
        try (Program program = Program.start(command, Map.of("NODE_PATH", modules.toString()), "")) {
            return program.awaitsEnd(LIMIT);
        }
    }
}
