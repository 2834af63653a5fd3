// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings the schema up to date before Hibernate compares it with the entities. Two nodes that start at once on an empty database take
 * turns: Flyway locks its history table.
 */
public class SchemaMigration implements Integrator {
    @Override
    public void integrate(
            Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor sessionFactory) {
        migrate(bootstrapContext
                .getServiceRegistry()
                .requireService(ConnectionProvider.class)
                .unwrap(DataSource.class));
    }

    /** Nothing to undo. */
    @Override
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry serviceRegistry) {}

    /**
     * Migrates.
     *
     * @throws org.flywaydb.core.api.FlywayException when a migration fails or the history does not match the files
     */
    static void migrate(DataSource dataSource) {
        String vendor = vendor(dataSource);
        Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .placeholders(Map.of("bytes", vendor.equals("postgresql") ? "bytea" : "varbinary"))
                .outOfOrder(true)
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    private static String vendor(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
            if (product.equals("h2") || product.equals("postgresql")) {
                return product;
            }
            throw new IllegalStateException("The database must be H2 or PostgreSQL, not " + product);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("The database cannot be reached: " + e.getMessage(), e);
        }
    }
}
