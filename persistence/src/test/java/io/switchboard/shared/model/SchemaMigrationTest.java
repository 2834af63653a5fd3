// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {
    private final JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:schema", "sa", "sa");

    @AfterEach
    void dispose() {
        database.dispose();
    }

    @Test
    void anEmptyEmbeddedDatabaseGetsTheTablesOfEveryFeature() throws SQLException {
        SchemaMigration.migrate(database);

        assertThat(column("select table_name from information_schema.tables where table_schema = 'PUBLIC'"))
                .contains("AUDIT_ENTRY", "ACCOUNT", "MAILBOX_EVENT", "VIRTUAL_IDENTIFIER", "PLACED_CALL");
    }

    @Test
    void aSchemaThatIsUpToDateIsLeftAlone() throws SQLException {
        SchemaMigration.migrate(database);
        List<String> history = history();

        SchemaMigration.migrate(database);

        assertThat(history()).isEqualTo(history).isNotEmpty();
    }

    private List<String> history() throws SQLException {
        return column("select \"version\" from \"flyway_schema_history\" order by \"installed_rank\"");
    }

    private List<String> column(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
