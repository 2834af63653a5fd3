// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Runs one Switchboard server in the foreground: checks that it can run, starts WildFly as a child process, deploys the
 * EAR, says when it is ready, and takes the server down with itself.
 *
 * <p>A program of a single file, run from its source: {@code java SwitchboardServer.java --server=DIR --ear=FILE
 * --data=DIR [--base=DIR] [--follow-parent] [--complaint=FILE]}; with {@code --check-only --classes=DIR} it only looks whether a start is
 * worth a build. What the server writes beside its data goes to {@code --base}, by default below the server directory: of one
 * server directory as many can run as have a base. It keeps to the language of Java 11, so that an older Java gets to read its refusal instead of a syntax error.
 *
 * <p>Exit codes: 0 stopped as asked, 1 the server or the application failed, 2 something on this machine stands in the
 * way (one sentence on the error stream says what, and how to mend it), 130 or 143 stopped by SIGINT or SIGTERM before it
 * was ready.
 */
public final class SwitchboardServer {
    private static final int OLDEST_JAVA = 17;
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    /** How long requests under way may take to finish once the server is told to stop. */
    private static final int GRACE_SECONDS = 10;

    /** A first start migrates the database; the deployment scanner itself gives up after 120 seconds. */
    private static final Duration START_LIMIT = Duration.ofSeconds(150);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(GRACE_SECONDS + 20L);

    /** The packages of the JDK that WildFly reaches into: the list of its own bin/common.sh. */
    private static final String EXPORTED = "java.desktop/sun.awt java.naming/com.sun.jndi.ldap"
            + " java.naming/com.sun.jndi.url.ldap java.naming/com.sun.jndi.url.ldaps jdk.naming.dns/com.sun.jndi.dns";

    private static final String OPENED = "java.base/java.lang java.base/java.lang.invoke java.base/java.lang.reflect"
            + " java.base/java.io java.base/java.net java.base/java.security java.base/java.util"
            + " java.base/java.util.concurrent java.management/javax.management java.naming/javax.naming";

    private final Path home;
    private final Path base;
    private final Path ear;
    private final Path data;
    private final String address;
    private final int httpPort;
    private final String managementAddress;
    private final int managementPort;

    /** Where Maven wants the last words; null when nobody does. */
    private final String complaint;

    /** What the application says to people rather than to the log begins with this; made anew, so that no log line can. */
    private final String aside = UUID.randomUUID() + " ";

    /** Such lines, until they are shown. They may hold the administrator's secret: they go to the console alone, once. */
    private final List<String> asides = new ArrayList<>();

    private volatile Process server;
    private volatile List<Thread> console = List.of();
    private volatile boolean stopping;
    private volatile boolean ready;
    /** Whether what the server still prints is of no use to anybody: the noise of a start that is broken off. */
    private volatile boolean quiet;

    private volatile int exitCode = -1;

    private SwitchboardServer(Map<String, String> arguments) throws Refusal {
        home = Path.of(argument(arguments, "server")).toAbsolutePath().normalize();
        base = arguments.containsKey("base")
                ? Path.of(arguments.get("base")).toAbsolutePath().normalize()
                : home.resolve("standalone");
        ear = Path.of(argument(arguments, "ear")).toAbsolutePath().normalize();
        String directory = environment("SWITCHBOARD_DATA_DIRECTORY", argument(arguments, "data"));
        try {
            data = Path.of(directory).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Refusal("The data directory " + directory
                    + " is not a path on this machine: set SWITCHBOARD_DATA_DIRECTORY to one.");
        }
        address = environment("SWITCHBOARD_BIND_ADDRESS", "127.0.0.1");
        httpPort = port("SWITCHBOARD_HTTP_PORT", 8080);
        managementAddress = environment("SWITCHBOARD_MANAGEMENT_BIND_ADDRESS", "127.0.0.1");
        managementPort = port("SWITCHBOARD_MANAGEMENT_PORT", 9990);
        complaint = arguments.get("complaint");
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> arguments = arguments(args);
        try {
            checkJava();
            new SwitchboardServer(arguments).run(arguments);
            System.exit(STOPPED);
        } catch (Failure failure) {
            complain(arguments.get("complaint"), failure.getMessage());
            System.exit(failure.code);
        } catch (IOException e) {
            complain(arguments.get("complaint"), "Switchboard cannot start: " + e);
            System.exit(FAILED);
        }
    }

    /** Says it on the error stream, and leaves it for Maven to repeat as its own last words where Maven asked for that. */
    private static void complain(String file, String sentence) {
        System.err.println();
        System.err.println(sentence);
        System.err.println();
        if (file != null) {
            try {
                Files.writeString(Path.of(file), sentence);
            } catch (IOException e) {
                System.err.println("Cannot write " + file + ": " + e);
            }
        }
    }

    /** What stands there now is not of this start: another one was refused meanwhile, and has said so to whoever asked for it. */
    private static void withdraw(String file) {
        if (file != null) {
            try {
                Files.deleteIfExists(Path.of(file));
            } catch (IOException e) {
                System.err.println("Cannot remove " + file + ": " + e);
            }
        }
    }

    private void run(Map<String, String> arguments) throws Failure, IOException, InterruptedException {
        if (arguments.containsKey("check-only")) {
            checkSettings(Path.of(argument(arguments, "classes")));
            checkSurroundings();
            return;
        }
        checkBuilt();
        checkSettingsOf(ear);
        createDataDirectory();
        boolean apart = arguments.containsKey("base");
        if (apart) {
            furnish();
        }
        try (FileChannel channel = openLock(data);
                FileChannel homeChannel = openLock(apart ? base : home)) {
            // Held until this process ends, however it ends.
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw inUse();
            }
            // Two on one directory would take away each other's deployment.
            FileLock homeLock = tryLock(homeChannel);
            if (homeLock == null) {
                throw new Refusal("Another Switchboard server is running from the server directory "
                        + (apart ? base : home)
                        + ": stop that one, or start this one from another clone or with a --base of its own.");
            }
            checkH2File();
            checkSurroundings();
            serve(arguments.containsKey("follow-parent"));
        }
    }

    private void checkSurroundings() throws Refusal {
        checkPostgresql();
        checkPort(address, httpPort, "HTTP", "SWITCHBOARD_HTTP_PORT", "SWITCHBOARD_BIND_ADDRESS");
        checkPort(
                managementAddress,
                managementPort,
                "management",
                "SWITCHBOARD_MANAGEMENT_PORT",
                "SWITCHBOARD_MANAGEMENT_BIND_ADDRESS");
    }

    // ---------------------------------------------------------------------------------------------- before the start

    private static void checkJava() throws Refusal {
        int version = Runtime.version().feature();
        if (version < OLDEST_JAVA) {
            throw new Refusal("This is Java " + version + " and it needs " + OLDEST_JAVA
                    + " or newer: install a newer JDK and let JAVA_HOME and PATH point to it.");
        }
    }

    private void checkBuilt() throws Refusal {
        if (!Files.isRegularFile(home.resolve("jboss-modules.jar"))
                || !Files.isRegularFile(home.resolve("standalone/configuration/switchboard.xml"))
                || !Files.isRegularFile(bootLogging(home.resolve("standalone")))) {
            throw new Refusal("There is no configured server in " + home + ": build it with mvn -DskipTests package.");
        }
        if (!Files.isRegularFile(ear)) {
            throw new Refusal("There is no application at " + ear + ": build it with mvn -DskipTests package.");
        }
    }

    /** What the server reads and writes beside its data, as it was built. */
    private void furnish() throws IOException {
        Path built = home.resolve("standalone/configuration");
        Path own = Files.createDirectories(base.resolve("configuration"));
        try (Stream<Path> files = Files.list(built)) {
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The application reads its settings by the same code; what only the server can know is left to it. */
    private void checkSettings(Path code) throws Refusal, IOException {
        Map<String, String> properties = new HashMap<>();
        Pattern.compile("(?<!\\S)-D([^=\\s]+)=(\\S*)")
                .matcher(environment("SWITCHBOARD_JAVA_OPTS", ""))
                .results()
                .forEach(option -> properties.put(option.group(1), option.group(2)));
        properties.put("switchboard.data-directory", data.toString());
        try (URLClassLoader classes = new URLClassLoader(new URL[] {code.toUri().toURL()})) {
            List<?> wrong = (List<?>) classes.loadClass("io.switchboard.shared.service.SettingsReading")
                    .getMethod("wrong", Map.class, Map.class)
                    .invoke(null, properties, System.getenv());
            if (!wrong.isEmpty()) {
                String sentences = wrong.stream().map(String::valueOf).collect(Collectors.joining(" "));
                throw new Refusal(sentences + " All settings are in docs/configuration.md.");
            }
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The settings could not be checked", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Refusal("The application is of another version: build it anew with mvn -DskipTests package.");
        }
    }

    /** A class loader does not look into an archive within an archive. */
    private void checkSettingsOf(Path application) throws Refusal, IOException {
        Path code = Files.createTempFile("switchboard-settings", ".jar");
        try (ZipFile whole = new ZipFile(application.toFile());
                InputStream part = whole.getInputStream(whole.getEntry("ejb.jar"))) {
            Files.copy(part, code, StandardCopyOption.REPLACE_EXISTING);
            checkSettings(code);
        } finally {
            Files.delete(code);
        }
    }

    /** Only whether somebody listens there; whether the database lets us in is told by the server itself. */
    private static void checkPostgresql() throws Refusal {
        Matcher matcher = Pattern.compile("jdbc:postgresql://([^/?,:\\[\\]]+)(?::(\\d{1,5}))?(?:[/?].*)?")
                .matcher(environment("DB_URL", ""));
        if (!environment("DB_DRIVER", "h2").equals("postgresql") || !matcher.matches()) {
            return;
        }
        String host = matcher.group(1);
        int port = matcher.group(2) == null ? 5432 : Integer.parseInt(matcher.group(2));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 5000);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal("No PostgreSQL answers at " + host + ":" + port
                    + ": start it, or let DB_URL name the place where it runs.");
        }
    }

    private void createDataDirectory() throws Refusal {
        try {
            createForUsAlone(data);
            createForUsAlone(data.resolve("h2"));
            Files.delete(Files.createTempFile(data, "writable", null));
        } catch (IOException e) {
            String why = Files.isDirectory(data) ? "written to" : Files.exists(data) ? "used: it is a file" : "created";
            throw new Refusal("The data directory " + data + " cannot be " + why
                    + ": give this user the right to, or set SWITCHBOARD_DATA_DIRECTORY to another directory.");
        }
    }

    /** What is kept there is nobody else's to read; a directory that is there already keeps the rights it was given. */
    private static void createForUsAlone(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** A server whose launcher was killed may still have the database open: H2 locks the file itself. */
    private void checkH2File() throws Refusal, IOException {
        Optional<Path> database = h2File();
        if (database.isEmpty() || !Files.isRegularFile(database.get())) {
            return;
        }
        try (FileChannel channel = FileChannel.open(database.get(), StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock == null) {
                throw inUse();
            }
        } catch (java.nio.file.AccessDeniedException e) {
            throw new Refusal("The database file " + database.get()
                    + " cannot be written to: give this user the right to, or set SWITCHBOARD_DATA_DIRECTORY.");
        }
    }

    private Optional<Path> h2File() {
        String url = environment("DB_URL", "");
        if (environment("DB_DRIVER", "h2").equals("h2") && url.isEmpty()) {
            return Optional.of(data.resolve("h2/switchboard.mv.db"));
        }
        Matcher matcher = Pattern.compile("jdbc:h2:file:([^;]+)(;.*)?").matcher(url);
        if (!matcher.matches() || matcher.group(1).startsWith("~")) {
            return Optional.empty();
        }
        return Optional.of(Path.of(matcher.group(1) + ".mv.db"));
    }

    private static FileChannel openLock(Path directory) throws IOException {
        return FileChannel.open(directory.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private Refusal inUse() {
        return new Refusal("Another Switchboard server is using the data directory " + data + runningServer()
                + ": stop that one, or set SWITCHBOARD_DATA_DIRECTORY to another directory (a second server also needs"
                + " its own SWITCHBOARD_HTTP_PORT, SWITCHBOARD_MANAGEMENT_PORT and --base).");
    }

    private String runningServer() {
        try {
            long id =
                    Long.parseLong(Files.readString(data.resolve("server.pid")).trim());
            return ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent() ? " (process " + id + ")" : "";
        } catch (IOException | NumberFormatException e) {
            return "";
        }
    }

    private static void checkPort(String address, int port, String what, String variable, String addressVariable)
            throws Refusal {
        InetAddress local;
        try {
            local = InetAddress.getByName(address);
            // Any port will do here: an address of another machine cannot be bound at all.
            new ServerSocket(0, 1, local).close();
        } catch (UnknownHostException e) {
            throw new Refusal("The address " + address + " is unknown on this machine: set " + addressVariable
                    + " to one of this machine's own, or leave it out for 127.0.0.1.");
        } catch (IOException e) {
            throw new Refusal("The address " + address + " is not one of this machine's own: set " + addressVariable
                    + " to one that is, or leave it out for 127.0.0.1.");
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As the server will: connections that linger from the last run do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(local, port));
        } catch (IOException e) {
            throw new Refusal("The " + what + " port " + port
                    + " is taken by another program: stop that program, or set " + variable + " to a free port.");
        }
    }

    // ------------------------------------------------------------------------------------------------------- the run

    private void serve(boolean followParent) throws Failure, IOException, InterruptedException {
        deploy();
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "stop the server"));
        if (followParent) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(STOPPED)));
        }
        long logStart = size(log());
        voice().println("Switchboard is starting: some seconds, or half a minute on a new database. The log is "
                + log());
        if (!start()) {
            return;
        }
        Optional<String> failure = awaitReady(logStart);
        if (stopping) {
            // Whoever asked for it has the last word.
            return;
        }
        if (failure.isPresent()) {
            exitCode = FAILED;
            quiet = true;
            stopServer();
            throw new Failure("Switchboard did not start: " + failure.get() + System.lineSeparator()
                    + "The whole story is in " + log());
        }
        welcome();
        int code = server.waitFor();
        if (code != 0 && !stopping) {
            exitCode = FAILED;
            throw new Failure("The server ended by itself with code " + code + ": see " + log());
        }
    }

    /** Under the lock of {@link #shutDown}: a signal finds either the child or nothing that could become one. */
    private synchronized boolean start() throws IOException {
        if (stopping) {
            return false;
        }
        try {
            server = new ProcessBuilder(command()).directory(home.toFile()).start();
            console = List.of(
                    new Thread(() -> passOn(server.getInputStream(), FileDescriptor.out), "the server's output"),
                    new Thread(() -> passOn(server.getErrorStream(), FileDescriptor.err), "the server's errors"));
            for (Thread reader : console) {
                reader.setDaemon(true);
                reader.start();
            }
            Files.writeString(data.resolve("server.pid"), server.pid() + System.lineSeparator());
            return true;
        } catch (IOException e) {
            exitCode = FAILED;
            throw e;
        }
    }

    /** Until the server ends, byte for byte, except what it says to people: that is said where people look. */
    private void passOn(InputStream from, FileDescriptor to) {
        PrintStream out = new PrintStream(new FileOutputStream(to), true, StandardCharsets.ISO_8859_1);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The log puts what ends a colour before whatever comes next.
                int start = line.indexOf(aside);
                if (start >= 0) {
                    byte[] text = line.substring(start + aside.length()).getBytes(StandardCharsets.ISO_8859_1);
                    say(new String(text, StandardCharsets.UTF_8));
                } else if (!quiet) {
                    out.println(line);
                }
            }
        } catch (IOException e) {
            // It was killed in the middle of a line.
        }
    }

    /** In the box, while there is one to come: what is said before has scrolled away by then. */
    private void say(String line) {
        synchronized (asides) {
            if (ready) {
                voice().println(line);
            } else {
                asides.add(line);
            }
        }
    }

    /** The administrator's secret is kept nowhere: a start that ends without a box says what there is to say. */
    private void sayTheRest() {
        synchronized (asides) {
            asides.forEach(voice()::println);
            asides.clear();
        }
    }

    /** Where the log is for a machine to read, its stream stays free of what is for people. */
    private static PrintStream voice() {
        return json() ? System.err : System.out;
    }

    /** Puts the EAR where the server's scanner finds it when it boots; what earlier runs left there goes. */
    private void deploy() throws IOException {
        Path deployments = base.resolve("deployments");
        Files.createDirectories(deployments);
        for (String suffix : List.of(
                "", ".deployed", ".failed", ".dodeploy", ".isdeploying", ".undeployed", ".pending", ".isundeploying")) {
            Files.deleteIfExists(deployments.resolve("switchboard.ear" + suffix));
        }
        Files.copy(ear, deployments.resolve("switchboard.ear"), StandardCopyOption.REPLACE_EXISTING);
        Files.createFile(deployments.resolve("switchboard.ear.dodeploy"));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D[Standalone]");
        for (String option :
                environment("SWITCHBOARD_JAVA_OPTS", "-Xmx768m").trim().split("\\s+")) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        if (!address.contains(":") && !managementAddress.contains(":")) {
            command.add("-Djava.net.preferIPv4Stack=true");
        }
        command.add("-Djava.awt.headless=true");
        command.add("-Djboss.modules.system.pkgs=org.jboss.byteman");
        command.add("-Djdk.serialFilter=maxbytes=10485760;maxdepth=128;maxarray=100000;maxrefs=300000");
        for (String part : EXPORTED.split(" ")) {
            command.add("--add-exports=" + part + "=ALL-UNNAMED");
        }
        for (String part : OPENED.split(" ")) {
            command.add("--add-opens=" + part + "=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= 24) {
            // Libraries of the server that still use what newer JDKs warn of.
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Dorg.wildfly.sigterm.suspend.timeout=" + GRACE_SECONDS);
        command.add("-Dorg.jboss.boot.log.file=" + log());
        command.add("-Dlogging.configuration=" + bootLogging(base).toUri());
        command.add("-Dio.switchboard.console.aside=" + aside.trim());
        command.add("-jar");
        command.add(home.resolve("jboss-modules.jar").toString());
        command.add("-mp");
        command.add(home.resolve("modules").toString());
        command.add("org.jboss.as.standalone");
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.server.base.dir=" + base);
        command.add("-Dswitchboard.data-directory=" + data);
        command.add("--server-config=switchboard.xml");
        return command;
    }

    /** Waits until the application is deployed and ready; otherwise answers with what went wrong. */
    private Optional<String> awaitReady(long logStart) throws IOException, InterruptedException {
        Path deployments = base.resolve("deployments");
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (server.waitFor(100, TimeUnit.MILLISECONDS)) {
                return Optional.of(rootCause(tail(logStart))
                        .orElse("the server ended while it booted, with code " + server.exitValue() + "."));
            }
            Path failed = deployments.resolve("switchboard.ear.failed");
            if (Files.exists(failed)) {
                // The scanner creates the marker and then writes it.
                for (int i = 0; i < 10 && size(failed) == 0; i++) {
                    server.waitFor(50, TimeUnit.MILLISECONDS);
                }
                String marker = Files.readString(failed)
                        .replace("\\\"", "'")
                        .replace("\"", "\n")
                        .replace("\\n", "\n");
                return Optional.of(rootCause(tail(logStart))
                        .or(() -> rootCause(marker))
                        .orElse("the application was refused by the server."));
            }
            if (Files.exists(deployments.resolve("switchboard.ear.deployed")) && isReady()) {
                return Optional.empty();
            }
        }
        return Optional.of(rootCause(tail(logStart))
                .orElse("it was not ready after " + START_LIMIT.toSeconds() + " seconds; ask "
                        + url(managementAddress, managementPort) + "/health/ready what is missing."));
    }

    private boolean isReady() {
        try {
            URI ready = URI.create(url(managementAddress, managementPort) + "/health/ready");
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(5000);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What the last cause in the stack traces of a text says. A complaint of the application's own goes before it, because
     * it is written for people, and one of the database before both: Hibernate would hide a wrong password behind a
     * missing dialect.
     */
    private static Optional<String> rootCause(String text) {
        Matcher matcher = Pattern.compile(
                        "Caused by: ([\\w.$]+)(?::[ \\t]*([^\\r\\n]*))?(?:\\r?\\n[ \\t]+at ([^\\r\\n]*))?")
                .matcher(text);
        String last = null;
        String own = null;
        String ofDatabase = null;
        while (matcher.find()) {
            String type = matcher.group(1).substring(matcher.group(1).lastIndexOf('.') + 1);
            // The server repeats failures inside a quoted structure of its own.
            String message = matcher.group(2) == null
                    ? ""
                    : matcher.group(2)
                            .replace("\\\"", "\"")
                            .replaceFirst("\"}[, ]*$", "")
                            .trim();
            last = message.isEmpty() ? type : message + " (" + type + ")";
            if (!message.isEmpty()
                    && matcher.group(3) != null
                    && matcher.group(3).contains("io.switchboard.")) {
                own = message;
            }
            if (type.equals("PSQLException") || type.startsWith("JdbcSQL")) {
                ofDatabase = last;
            }
        }
        String ours = own == null ? last : own;
        return Optional.ofNullable(ofDatabase == null ? ours : ofDatabase);
    }

    private String tail(long from) {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            channel.position(Math.min(from, channel.size()));
            return new String(
                    java.nio.channels.Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The last that is printed of a start. */
    private void welcome() {
        String local = url(address, httpPort);
        String base =
                environment("SWITCHBOARD_PUBLIC_URL", "http://localhost:8080").trim();
        String line = "-".repeat(72);
        List<String> lines = new ArrayList<>(List.of("", line, "  Switchboard is ready", ""));
        lines.add("  API          " + base + "/api/v1");
        lines.add("  API page     " + base + "/api/docs");
        if (!base.replace("//localhost:", "//127.0.0.1:").equals(local)) {
            lines.add("  Listens at   " + local);
            if (environment("SWITCHBOARD_PUBLIC_URL", "").isEmpty()) {
                lines.add("               Set SWITCHBOARD_PUBLIC_URL to the address that clients reach it by.");
            }
        }
        lines.add("  Health       " + url(managementAddress, managementPort) + "/health");
        lines.add("  Data         " + data);
        lines.add("  Log          " + log());
        lines.add("  Stop         Ctrl-C");
        synchronized (asides) {
            ready = true;
            asides.forEach(text -> lines.add(text.isEmpty() ? "" : "  " + text));
            asides.clear();
            lines.add(line);
            lines.add("");
            voice().println(String.join(System.lineSeparator(), lines));
        }
    }

    // ---------------------------------------------------------------------------------------------------- the end

    /** Runs on Ctrl-C, on a termination signal and at the end of this program: no way out leaves the server behind. */
    private void shutDown() {
        synchronized (this) {
            stopping = true;
            quiet |= !ready;
        }
        stopServer();
        if (exitCode != -1) {
            Runtime.getRuntime().halt(exitCode);
        }
        if (ready) {
            voice().println("Switchboard has stopped.");
            withdraw(complaint);
            // Being asked to stop is no failure, but a JVM that a signal ends would say so.
            Runtime.getRuntime().halt(STOPPED);
        }
        // Nothing was ever served, and this JVM says what ended it: 128 and the signal's number.
        complain(complaint, "Switchboard stopped before it was ready.");
    }

    private void stopServer() {
        Process running = server;
        try {
            if (running != null && running.isAlive()) {
                running.destroy();
                if (!running.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    running.destroyForcibly().waitFor();
                }
            }
            for (Thread reader : console) {
                // All that it printed is read; a process that it left behind, with the same output, is not waited for.
                reader.join(1000);
            }
            sayTheRest();
            Files.deleteIfExists(data.resolve("server.pid"));
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ------------------------------------------------------------------------------------------------------- settings

    private Path log() {
        return base.resolve("log/server.log");
    }

    /** What the server logs before it has read its own configuration, in the format that the configuration will use. */
    private static Path bootLogging(Path of) {
        return of.resolve("configuration/boot-logging-" + (json() ? "json" : "text") + ".properties");
    }

    private static boolean json() {
        return environment("SWITCHBOARD_LOG_FORMAT", "text").equals("json");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static String url(String address, int port) {
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /** What is no port is told with the other settings. */
    private static int port(String variable, int otherwise) {
        String value = environment(variable, "");
        return value.matches("\\d{1,5}") ? Integer.parseInt(value) : otherwise;
    }

    private static Map<String, String> arguments(String[] args) {
        Map<String, String> arguments = new HashMap<>();
        for (String argument : args) {
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            arguments.put(name, equals < 0 ? "" : argument.substring(equals + 1));
        }
        return arguments;
    }

    private static String argument(Map<String, String> arguments, String name) throws Refusal {
        String value = arguments.get(name);
        if (value == null || value.isEmpty()) {
            throw new Refusal("The launcher was not told --" + name + "=…: start it with mvn -Prun.");
        }
        return value;
    }

    /** The server or the application did not do its part. */
    private static class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        Failure(String message) {
            this(FAILED, message);
        }

        private Failure(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** Something on this machine that a person can mend; the message says what and how. */
    private static final class Refusal extends Failure {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(REFUSED, "Switchboard cannot start. " + message);
        }
    }
}
