// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts commits, never seconds. A commit of the churn writes sixteen counters, whose pages every commit supersedes, and one of many
 * accounts, whose page stays: it alone keeps the space of all the others from being used again.
 */
class EmbeddedDatabaseTest {
    private static final int ACCOUNTS = 5_000;
    private static final int COUNTERS = 16;
    private static final int NEVER = Integer.MAX_VALUE;

    /** The data are 4 MB. */
    private static final long BOUND = 24 << 20;

    @TempDir
    Path directory;

    @Test
    void aFileThatIsKeptUpStaysBoundedAndOneThatIsNotGrows() throws Exception {
        Churn neglected = new Churn("neglected");
        neglected.run(800, NEVER);
        Churn kept = new Churn("kept");
        kept.run(800, 50);

        assertThat(kept.longest).isLessThan(BOUND);
        assertThat(neglected.longest).isGreaterThan(3 * BOUND);
    }

    @Test
    void everyCommitIsThereAfterAnEndWithoutFarewellAmidUpkeep() throws Exception {
        Churn churn = new Churn("ended");
        churn.run(300, 5);
        churn.endAtOnce();

        assertThat(churn.balances()).containsExactly(churn.expected);
        assertThat(churn.number("select count(*) from counter where used = 300"))
                .isEqualTo(COUNTERS);
        assertThat(churn.number("select count(*) from account where enterprise between 0 and 99"))
                .isEqualTo(ACCOUNTS);
    }

    @Test
    void aDatabaseThatH2HasClosedAndOpenedIsKeptUpAgain() throws Exception {
        Churn churn = new Churn("reopened");
        churn.run(50, 50);
        churn.endAtOnce();

        churn.run(400, 50);

        assertThat(churn.longest).isLessThan(BOUND);
    }

    @Test
    void inMemoryThereIsNothingToKeepUp() {
        JdbcDataSource memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:");
        EmbeddedDatabase database = new EmbeddedDatabase(memory);

        assertThat(database.isPresent()).isFalse();
        database.upkeep();
    }

    @Test
    void onPostgresqlNoClassOfH2IsTouched() throws Exception {
        Class<?> type = new WithoutH2().loadClass(EmbeddedDatabase.class.getName());
        var constructor = type.getDeclaredConstructor(DataSource.class);
        constructor.setAccessible(true);
        Object database = constructor.newInstance(postgresql());

        assertThat(type.getClassLoader()).isInstanceOf(WithoutH2.class);
        assertThat(type.getMethod("isPresent").invoke(database)).isEqualTo(false);
        type.getMethod("upkeep").invoke(database);
    }

    private static DataSource postgresql() {
        return answering(
                DataSource.class, answering(Connection.class, answering(DatabaseMetaData.class, "PostgreSQL")));
    }

    /** An object that answers every call that has an answer with this one. */
    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType() == void.class ? null : answer));
    }

    private final class Churn {
        final JdbcDataSource source = new JdbcDataSource();
        final long[] expected = new long[ACCOUNTS];
        private final Random random = new Random(1);
        private final Path file;
        private final EmbeddedDatabase database = new EmbeddedDatabase(source);
        long longest;

        /** At the address of production, but for the retention time: with none, space is free as soon as it is superseded. */
        Churn(String name) throws SQLException {
            file = directory.resolve(name + ".mv.db");
            source.setURL("jdbc:h2:file:" + directory.resolve(name) + ";WRITE_DELAY=0;RETENTION_TIME=0"
                    + ";CACHE_SIZE=65536;LOCK_TIMEOUT=10000;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
            execute(
                    "create table account (id int primary key, enterprise int not null, balance bigint not null, filler varchar(800) not null)");
            execute("create index account_enterprise on account (enterprise)");
            execute("create table counter (id int primary key, used bigint not null, filler varchar(8000) not null)");
            execute("insert into account select x, mod(x, 100), 0, repeat('a', 800) from system_range(0, "
                    + (ACCOUNTS - 1) + ")");
            execute("insert into counter select x, 0, repeat('c', 8000) from system_range(1, " + COUNTERS + ")");
            assertThat(database.isPresent()).isTrue();
        }

        void run(int commits, int perUpkeep) throws SQLException, IOException {
            try (Connection connection = source.getConnection();
                    PreparedStatement credit =
                            connection.prepareStatement("update account set balance = balance + 1 where id = ?");
                    PreparedStatement count = connection.prepareStatement("update counter set used = used + 1")) {
                connection.setAutoCommit(false);
                for (int commit = 1; commit <= commits; commit++) {
                    int account = random.nextInt(ACCOUNTS);
                    credit.setInt(1, account);
                    credit.executeUpdate();
                    count.executeUpdate();
                    connection.commit();
                    expected[account]++;
                    if (commit % perUpkeep == 0) {
                        database.upkeep();
                    }
                    longest = Math.max(longest, Files.size(file));
                }
            }
        }

        /** Closes the file without writing to it, as the end of the process would. */
        void endAtOnce() throws SQLException {
            execute("shutdown immediately");
        }

        long[] balances() throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id, balance from account order by id")) {
                long[] balances = new long[ACCOUNTS];
                while (rows.next()) {
                    balances[rows.getInt(1)] = rows.getLong(2);
                }
                return balances;
            }
        }

        long number(String query) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }

        private void execute(String sql) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** Defines the application's classes anew and has none of H2's. */
    private static final class WithoutH2 extends ClassLoader {
        WithoutH2() {
            super(EmbeddedDatabaseTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.h2.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith("io.switchboard.") ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (code == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
