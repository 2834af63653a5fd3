// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A web server of its own on this machine, of the Debian package {@code nginx-light}, that takes files by WebDAV's PUT and gives them by
 * GET: the files are on the disk of the servers under test. It computes no digest, and forces nothing to the disk.
 */
public final class Nginx implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Path base;
    private final Program program;
    private final int port;

    private Nginx(Path base, Program program, int port) {
        this.base = base;
        this.program = program;
        this.port = port;
    }

    /** Starts one; skips the test where it is not installed. */
    public static Nginx start() {
        Tool.required("nginx", "nginx-light");
        int port = ServerUnderTest.freePort();
        Path base = Fork.directory("nginx");
        try {
            ServerDirectory.delete(base);
            Files.createDirectories(base.resolve("files"));
            Path settings = Files.writeString(base.resolve("nginx.conf"), settings(base, port));
            Program program = Program.start(
                    List.of("nginx", "-p", base.toString(), "-e", "stderr", "-c", settings.toString()), Map.of(), "");
            Nginx nginx = new Nginx(base, program, port);
            Awaitility.await("nginx")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(nginx::isThere);
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException("No web server can be started", e);
        }
    }

    private static String settings(Path base, int port) {
        return """
                daemon off;
                user %1$s;
                worker_processes auto;
                pid %2$s/nginx.pid;
                events { worker_connections 64; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  client_max_body_size 0;
                  client_body_temp_path %2$s/body;
                  proxy_temp_path %2$s/proxy;
                  fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi;
                  scgi_temp_path %2$s/scgi;
                  server {
                    listen 127.0.0.1:%3$d;
                    root %2$s/files;
                    location / { dav_methods PUT DELETE; }
                  }
                }
                """.formatted(System.getProperty("user.name"), base, port);
    }

    private boolean isThere() {
        if (!program.isRunning()) {
            throw new IllegalStateException("nginx does not start: " + program.err());
        }
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The file that a name below {@link #address} is. */
    public Path file(String name) {
        return base.resolve("files").resolve(name);
    }

    /** Ends it with its workers, and removes its files. */
    @Override
    public void close() {
        // Of a killed worker the master makes another one: it ends them itself.
        program.asksToEnd();
        program.awaitsEnd(LIMIT);
        program.close();
        try {
            ServerDirectory.delete(base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
