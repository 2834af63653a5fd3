// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the file of the embedded database bounded. H2 compacts its file by itself only when it writes with a delay, and a delay loses
 * acknowledged transactions when the process is killed. So it writes without one, and somebody has to ask for {@link #upkeep()} several
 * times a second ({@code docs/adr/0002-embedded-database.md}). PostgreSQL needs none, and nothing here touches a class of H2 there.
 *
 * <p>For one thread at a time.
 */
@Dependent
public class EmbeddedDatabase {
    private final DataSource dataSource;
    private @Nullable H2Store store;

    @Inject
    public EmbeddedDatabase(EntityManager entities) {
        this(entities.getEntityManagerFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getServiceRegistry()
                .requireService(ConnectionProvider.class)
                .unwrap(DataSource.class));
    }

    EmbeddedDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Whether there is anything to keep up: H2, in a file that this process has open.
     *
     * @throws IllegalStateException when the database cannot be reached, or is an H2 that the data source did not take from our module
     */
    public boolean isPresent() {
        store = find();
        return store != null;
    }

    /**
     * Rewrites a bounded amount of what is sparse in the file: under load some tens of milliseconds, for which commits wait, and nothing
     * when nobody writes. At whatever moment the process dies, nothing acknowledged is lost. Does nothing when there is nothing to keep
     * up.
     *
     * @throws RuntimeException when H2 cannot, for example because the disk is full; the next call tries again
     */
    public void upkeep() {
        H2Store open = store;
        // H2 closes a database that it no longer trusts, and opens it anew for the next connection.
        if (open == null || open.isClosed()) {
            open = find();
            store = open;
        }
        if (open != null) {
            open.compact();
        }
    }

    private @Nullable H2Store find() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2") ? H2Store.of(connection) : null;
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded database cannot be kept up: " + e.getMessage(), e);
        }
    }
}
