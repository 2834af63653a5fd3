// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import io.switchboard.harness.server.MovedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A directory of one server's own below {@code target}: the configuration that the build made, never anything that another server left,
 * and the application under test. The server's modules are shared, and only read.
 */
record ServerDirectory(Path home, Path base, List<String> javaOptions) {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final List<String> MODULE_OPTIONS = List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");
    private static final String BOOT_LOGGING = """
            logger.level=INFO
            logger.handlers=CONSOLE
            handler.CONSOLE=org.jboss.logmanager.handlers.ConsoleHandler
            handler.CONSOLE.properties=autoFlush,target
            handler.CONSOLE.autoFlush=true
            handler.CONSOLE.target=SYSTEM_OUT
            handler.CONSOLE.formatter=CONSOLE
            formatter.CONSOLE=org.jboss.logmanager.formatters.PatternFormatter
            formatter.CONSOLE.properties=pattern
            formatter.CONSOLE.pattern=%d{HH\\\\:mm\\\\:ss,SSS} %-5p [%c] (%t) %s%e%n
            """;

    private static final String PRODUCT_HEAP = "768m";

    private static final String LISTENER = "<http-listener name=\"default\"";

    /** Makes one. */
    static ServerDirectory create(Map<String, String> settings) throws IOException {
        Path home = Path.of(property("switchboard.it.server")).toRealPath();
        String name = "server-" + Database.current().name().toLowerCase(java.util.Locale.ROOT) + "-"
                + COUNT.incrementAndGet();
        Path base = Fork.directory(name);
        delete(base);
        for (String part : List.of("configuration", "deployments", "data", "log", "tmp")) {
            Files.createDirectories(base.resolve(part));
        }
        try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
            for (Path file : files.filter(ServerDirectory::isConfiguration).toList()) {
                Files.copy(file, base.resolve("configuration").resolve(file.getFileName()));
            }
        }
        Files.writeString(base.resolve("configuration/logging.properties"), BOOT_LOGGING);
        String sendBuffer = settings.get(ServerUnderTest.SEND_BUFFER);
        if (sendBuffer != null) {
            Path configuration = base.resolve("configuration/switchboard.xml");
            Files.writeString(
                    configuration,
                    Files.readString(configuration)
                            .replace(LISTENER, LISTENER + " send-buffer=\"" + sendBuffer + "\""));
        }
        TestEar.write(Path.of(property("switchboard.it.ear")), base.resolve("switchboard.ear"));
        return new ServerDirectory(home, base, javaOptions(settings.getOrDefault(ServerUnderTest.HEAP, PRODUCT_HEAP)));
    }

    private static boolean isConfiguration(Path file) {
        String name = file.getFileName().toString();
        return name.equals("switchboard.xml") || (name.endsWith(".properties") && !name.endsWith("logging.properties"));
    }

    /** The data directory: what a restart finds again. */
    Path data() {
        return base.resolve("switchboard");
    }

    /** What the server printed, boot after boot. */
    Path console() {
        return base.resolve("console.txt");
    }

    /** Puts the application where the server's scanner finds it when it boots. */
    void deploy() throws IOException {
        Path deployments = base.resolve("deployments");
        delete(deployments);
        Files.createDirectories(deployments);
        Files.copy(base.resolve("switchboard.ear"), deployments.resolve("switchboard.ear"));
        Files.createFile(deployments.resolve("switchboard.ear.dodeploy"));
    }

    /** Whether the scanner has set this marker on the application. */
    boolean isMarked(String marker) {
        return Files.exists(base.resolve("deployments").resolve("switchboard.ear." + marker));
    }

    /** The server's JVM itself, no script in between: its process is the one to kill. */
    List<String> command(Duration clockAhead) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D[Standalone]");
        command.addAll(javaOptions);
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-Djava.awt.headless=true");
        command.add("-Djboss.modules.system.pkgs=org.jboss.byteman");
        command.addAll(MODULE_OPTIONS);
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Dorg.wildfly.sigterm.suspend.timeout=5");
        command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
        command.add("-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri());
        command.add("-D" + MovedClock.AHEAD_AT_START + "=" + clockAhead);
        command.add("-jar");
        command.add(home.resolve("jboss-modules.jar").toString());
        command.add("-mp");
        command.add(home.resolve("modules").toString());
        command.add("org.jboss.as.standalone");
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.server.base.dir=" + base);
        command.add("--server-config=switchboard.xml");
        return command;
    }

    /** Those of the product. */
    static List<String> optionsOfTheProduct() {
        return javaOptions(PRODUCT_HEAP);
    }

    /**
     * A heap; in the short size without the optimizing compiler and the parallel collectors: a server of seconds never earns back their
     * cost.
     */
    private static List<String> javaOptions(String heap) {
        return Size.current() == Size.SHORT
                ? List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                : List.of("-Xmx" + heap);
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The system property " + name + " is missing: run the tests with Maven");
        }
        return value;
    }

    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
