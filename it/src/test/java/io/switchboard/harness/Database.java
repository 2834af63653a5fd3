// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which database servers under test use: the system property {@code switchboard.it.database}. */
public enum Database {
    /** In a file of the server's data directory. */
    H2 {
        @Override
        public Map<String, String> fresh() {
            return Map.of();
        }
    },
    /** One PostgreSQL for this JVM, with a database of its own for each server. */
    POSTGRESQL {
        @Override
        public Map<String, String> fresh() {
            String name = "switchboard_" + COUNT.incrementAndGet();
            try (Connection connection = Cluster.started().getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("PostgreSQL makes no database", e);
            }
            return Map.of(
                    "DB_DRIVER",
                    "postgresql",
                    "DB_URL",
                    "jdbc:postgresql://localhost:" + Cluster.started().getPort() + "/" + name,
                    "DB_USER",
                    "postgres",
                    "DB_PASSWORD",
                    "postgres");
        }
    };

    /** Whether PostgreSQL keeps what it has acknowledged, as in production; tests end sooner without. */
    private static final boolean DURABLE = Boolean.getBoolean("switchboard.it.durable");

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** The one that this run is about. */
    public static Database current() {
        return Database.valueOf(
                System.getProperty("switchboard.it.database", "h2").toUpperCase(java.util.Locale.ROOT));
    }

    /** An empty database, as the environment variables that lead a server to it. */
    public abstract Map<String, String> fresh();

    /** Started when first asked for; ended with the JVM by the library's own hook. */
    private static final class Cluster {
        private static @Nullable EmbeddedPostgres running;

        private Cluster() {}

        static synchronized EmbeddedPostgres started() {
            if (running == null) {
                try {
                    String switched = DURABLE ? "on" : "off";
                    running = EmbeddedPostgres.builder()
                            .setServerConfig("fsync", switched)
                            .setServerConfig("synchronous_commit", switched)
                            .setServerConfig("track_commit_timestamp", switched)
                            .setServerConfig("max_connections", "400")
                            .setServerConfig("logging_collector", "on")
                            .setServerConfig("log_destination", "jsonlog")
                            .setServerConfig("log_directory", Recording.DIRECTORY.toString())
                            .setServerConfig("log_filename", Recording.NAME + ".log")
                            .setServerConfig("log_rotation_age", "0")
                            .setServerConfig("log_rotation_size", "0")
                            .setOverrideWorkingDirectory(
                                    Fork.directory("postgresql").toFile())
                            .start();
                } catch (IOException e) {
                    throw new UncheckedIOException("PostgreSQL does not start", e);
                }
            }
            return running;
        }
    }
}
