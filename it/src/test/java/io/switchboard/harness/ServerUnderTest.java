// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A server of the product in a process of its own, with its own ports, data and database. Ends with this JVM, whatever happens.
 *
 * <p>Most tests share one (see {@link SharedServer}); those that kill it or change its settings start their own.
 */
public final class ServerUnderTest implements AutoCloseable {
    /** A setting of the harness: how many bytes the kernel may hold back for each connection; by default megabytes. */
    public static final String SEND_BUFFER = "HARNESS_SEND_BUFFER";

    /** A setting of the harness: the largest heap, as {@code -Xmx} takes it; by default the product's. */
    public static final String HEAP = "HARNESS_HEAP";

    /** One after the other: what was given just now is not bound yet, and must not be given again. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int WARNINGS = 10;
    private static final Pattern ADMIN_ID = Pattern.compile("Admin client id: (\\S+)");
    private static final Pattern ADMIN_SECRET = Pattern.compile("Admin client secret: (\\S+)");
    /** Tests are refused hundreds of times, and in a hurry. */
    private static final Map<String, String> IMPATIENT = Map.ofEntries(
            Map.entry("SWITCHBOARD_CALLS_REFUSAL_TIME", "PT0.02S"),
            Map.entry("SWITCHBOARD_CALLS_ATTEMPTS_PER_MINUTE", "1000000"),
            Map.entry("SWITCHBOARD_CALLS_REFUSALS", "1000000"),
            Map.entry("SWITCHBOARD_CALLS_CODE_REFUSALS", "1000000"),
            Map.entry("SWITCHBOARD_CALLS_CODE_REFUSALS_OF_ENTERPRISE", "1000000"),
            Map.entry("SWITCHBOARD_HTTP_RATE_PER_ADDRESS", "0"),
            Map.entry("SWITCHBOARD_HTTP_SENSITIVE_RATE_PER_ADDRESS", "0"),
            Map.entry("SWITCHBOARD_HTTP_RATE_PER_TERMINAL", "0"),
            Map.entry("SWITCHBOARD_HTTP_RATE_PER_CLIENT", "0"),
            Map.entry("SWITCHBOARD_HTTP_FAILURES_PER_ADDRESS", "0"),
            Map.entry("SWITCHBOARD_HTTP_FAILURES_PER_CLIENT", "0"));

    /** Takes that back: the product's own settings. */
    static final Map<String, String> PRODUCT =
            IMPATIENT.keySet().stream().collect(Collectors.toMap(Function.identity(), name -> ""));

    private static final Map<Long, Process> RUNNING = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.values().forEach(Process::destroyForcibly), "no server stays behind"));
    }

    private final ServerDirectory directory;
    private final Map<String, String> environment;
    private final String address;
    private final String management;
    private volatile @Nullable Process process;
    private volatile @Nullable Http http;
    private volatile @Nullable Caller admin;
    private volatile @Nullable String adminSecret;
    private volatile Duration ahead = Duration.ZERO;
    private volatile long consoleRead;

    private ServerUnderTest(ServerDirectory directory, Map<String, String> settings) {
        int port = freePort();
        int managementPort = freePort();
        this.directory = directory;
        this.address = "http://localhost:" + port;
        this.management = "http://localhost:" + managementPort;
        Map<String, String> all = new HashMap<>(Database.current().fresh());
        all.put("SWITCHBOARD_HTTP_PORT", Integer.toString(port));
        all.put("SWITCHBOARD_MANAGEMENT_PORT", Integer.toString(managementPort));
        all.put("SWITCHBOARD_DATA_DIRECTORY", directory.data().toString());
        all.put("SWITCHBOARD_PUBLIC_URL", address);
        all.put("SWITCHBOARD_WEBHOOKS_ALLOWED_TARGETS", Receiver.NETWORK);
        all.put("SWITCHBOARD_WEBHOOKS_TIMEOUT", Receiver.PATIENCE.toString());
        all.put("SWITCHBOARD_WEBHOOKS_POLL_INTERVAL", "PT0.3S");
        all.putAll(IMPATIENT);
        all.putAll(settings);
        this.environment = Map.copyOf(all);
    }

    /** Starts one with the product's own settings, but for what would make tests wait, and waits until it is ready. */
    public static ServerUnderTest start() {
        return start(Map.of());
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param settings environment variables, such as {@code SWITCHBOARD_MAILBOX_SEND_TIMEOUT}
     */
    public static ServerUnderTest start(Map<String, String> settings) {
        try {
            ServerUnderTest server = new ServerUnderTest(ServerDirectory.create(settings), settings);
            server.bootOrEnd();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("No server can be made", e);
        }
    }

    /** Ends its JVM with SIGKILL: nothing is flushed, nobody is told. Returns when it is gone. */
    public void kill() {
        Process killed = running();
        killed.destroyForcibly();
        awaitEnd(killed);
    }

    /** Starts it again on the same data and ports, after {@link #kill} or {@link #stop}; its clock goes on. */
    public void restart() {
        try {
            boot();
        } catch (IOException e) {
            throw new UncheckedIOException("The server does not start again", e);
        }
    }

    /** Stops it as an operator would, with SIGTERM. */
    public void stop() {
        Process stopped = running();
        stopped.destroy();
        awaitEnd(stopped);
    }

    @Override
    public void close() {
        Process present = process;
        if (present != null && present.isAlive()) {
            kill();
        }
    }

    /** Who may make enterprises. */
    public Caller admin() {
        Caller present = admin;
        if (present != null) {
            return present;
        }
        Caller found = new Administrator(this);
        admin = found;
        return found;
    }

    /** The id of the administrator's API client, as the first start printed it. */
    public String adminId() {
        return first(ADMIN_ID, console());
    }

    /** The administrator's present secret, for which the printed one is exchanged when this is asked first. */
    public synchronized String adminSecret() {
        String present = adminSecret;
        if (present == null) {
            present = inExchangeFor(first(ADMIN_SECRET, console()));
            adminSecret = present;
        }
        return present;
    }

    private String inExchangeFor(String oneTimeSecret) {
        String token = Tokens.requestWithSecret(this, adminId(), oneTimeSecret)
                .expect(200)
                .json()
                .get("access_token")
                .asText();
        return anonymous()
                .request("POST", "/api-clients/me/secret-rotation", null, Map.of("Authorization", "Bearer " + token))
                .expect(200)
                .json()
                .get("secret")
                .asText();
    }

    /** A test has replaced the administrator's secret by itself. */
    public void adminSecretIs(String secret) {
        adminSecret = secret;
    }

    /** Somebody without a token. */
    public Caller anonymous() {
        return new Caller(this, Tokens.NONE, Map.of());
    }

    /** A new enterprise with an API client that may do everything in it. Every test makes its own. */
    public Enterprise newEnterprise() {
        return Enterprise.create(this);
    }

    /** Its URL, which is also the issuer of its tokens; no slash at the end. */
    public String address() {
        return address;
    }

    /** Where its health and metrics are. */
    public String management() {
        return management;
    }

    /** Its plain HTTP. */
    public Http http() {
        Http present = http;
        if (present == null) {
            throw new IllegalStateException("The server was not started");
        }
        return present;
    }

    /** Where its master key and its embedded database are. */
    public Path data() {
        return directory.data();
    }

    /** The environment that it was started with, the way to its database included. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The process id of its JVM. */
    public long pid() {
        return running().pid();
    }

    /** Lets no file of it grow beyond so many bytes, or {@code unlimited}: the system refuses what is more as on a full disk. */
    public void limitsFiles(String bytes) {
        Tool.required("prlimit", "util-linux");
        try {
            Process limiting = new ProcessBuilder(
                            "prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes + ":unlimited")
                    .inheritIO()
                    .start();
            if (limiting.waitFor() != 0) {
                throw new IllegalStateException("The server's files cannot be limited");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything that it has printed so far, log included. */
    public String console() {
        try {
            return Files.readString(directory.console(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The errors of the product that came into the log since this was asked last. */
    public List<String> newErrors() {
        String console = console();
        String fresh = console.substring((int) Math.min(consoleRead, console.length()));
        consoleRead = console.length();
        return fresh.lines().filter(ServerUnderTest::isOurError).toList();
    }

    private static boolean isOurError(String line) {
        return line.contains(" ERROR ") && (line.contains("[io.switchboard") || line.contains("[io.undertow"));
    }

    /** The newest of what the product has warned of, which may tell why it failed. */
    public List<String> lastWarnings() {
        List<String> warnings = console()
                .lines()
                .filter(line -> line.contains(" WARN ") && line.contains("[io.switchboard"))
                .toList();
        return warnings.subList(Math.max(0, warnings.size() - WARNINGS), warnings.size());
    }

    /** The time by the application's clock, which ticks in microseconds. */
    public Instant now() {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Moves the application's clock forward, by whole microseconds as it ticks and never by less than asked. The janitors act on it within a
     * second or so; what they do, await.
     */
    public synchronized void passes(Duration time) {
        Duration whole = time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
        http().send("POST", "/test-control?forward=" + whole, Map.of(), null).expect(200);
        ahead = ahead.plus(whole);
    }

    /** How many statements Hibernate prepares meanwhile, on the whole server. */
    public long statementsOf(Runnable work) {
        http().send("POST", "/test-control?reset=true", Map.of(), null).expect(200);
        work.run();
        JsonNode count =
                http().send("GET", "/test-control", Map.of(), null).expect(200).json();
        return count.get("statements").asLong();
    }

    /** A server that does not start must not stay: its memory is wanted. */
    private void bootOrEnd() throws IOException {
        try {
            boot();
        } catch (RuntimeException | IOException e) {
            Process started = process;
            if (started != null) {
                started.destroyForcibly();
            }
            throw e;
        }
    }

    private void boot() throws IOException {
        directory.deploy();
        ProcessBuilder builder = new ProcessBuilder(directory.command(ahead))
                .directory(directory.base().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(directory.console().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SWITCHBOARD_") || name.startsWith("DB_"));
        builder.environment().putAll(environment);
        Process started = builder.start();
        RUNNING.put(started.pid(), started);
        process = started;
        http = new Http(address);
        Http health = new Http(management);
        Awaitility.await("the server in " + directory.base())
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> isReady(started, health));
    }

    private boolean isReady(Process started, Http health) {
        if (!started.isAlive() || directory.isMarked("failed")) {
            throw new IllegalStateException(
                    "The server does not start: see " + directory.console() + "\n" + lastWords());
        }
        if (!directory.isMarked("deployed")) {
            return false;
        }
        try {
            return health.send("GET", "/health/ready", Map.of(), null).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String lastWords() {
        List<String> lines = console().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private Process running() {
        Process present = process;
        if (present == null || !present.isAlive()) {
            throw new IllegalStateException("The server does not run: see " + directory.console());
        }
        return present;
    }

    private static void awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly().waitFor();
                throw new IllegalStateException("The server did not stop by itself in " + STOP_LIMIT);
            }
            RUNNING.remove(ending.pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("The first start has not printed what matches " + pattern);
        }
        return matcher.group(1);
    }

    static int freePort() {
        int ports = Fork.endOfPorts() - Fork.firstPort();
        return Stream.generate(() -> Fork.firstPort() + Math.floorMod(NEXT_PORT.getAndIncrement(), ports))
                .limit(ports)
                .filter(ServerUnderTest::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No port is free"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return address
                + Optional.ofNullable(process)
                        .map(p -> " (process " + p.pid() + ")")
                        .orElse("");
    }
}
