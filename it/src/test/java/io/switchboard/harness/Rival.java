// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** Somebody else in a server's database, in a transaction that ends when the test says so. Only on PostgreSQL. */
public final class Rival implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerUnderTest server;
    private final Connection connection;
    private final Statement statement;
    private final int session;

    private Rival(ServerUnderTest server, Connection connection) throws SQLException {
        this.server = server;
        this.connection = connection;
        connection.setAutoCommit(false);
        statement = connection.createStatement();
        try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            session = row.getInt(1);
        }
    }

    /** Begins. */
    public static Rival of(ServerUnderTest server) {
        Map<String, String> environment = server.environment();
        try {
            return new Rival(
                    server,
                    DriverManager.getConnection(
                            environment.getOrDefault("DB_URL", ""),
                            environment.get("DB_USER"),
                            environment.get("DB_PASSWORD")));
        } catch (SQLException e) {
            throw new AssertionError("No connection to the server's database", e);
        }
    }

    /** Carries a statement out, and holds what it locks. */
    public void does(String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Waits until the server waits for what it holds; fails when it does not. */
    public void awaitsItsVictim() {
        awaits(1, session + " = any (pg_blocking_pids(pid))");
    }

    /** Waits until so many wait, for it or for one another; fails when they do not. */
    public void awaitsThatWait(int count) {
        awaits(count, "datname = current_database() and wait_event_type = 'Lock'");
    }

    private void awaits(int count, String waiting) {
        String query = "select count(*) from pg_stat_activity where " + waiting;
        Awaitility.await(count + " wait")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Integer.parseInt(Sql.value(server, query)) >= count);
    }

    /** What it has done holds from now on. */
    public void commits() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError("The rival cannot commit", e);
        }
    }

    /** What it has not committed never was. */
    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw new AssertionError("The rival does not leave", e);
        }
    }
}
