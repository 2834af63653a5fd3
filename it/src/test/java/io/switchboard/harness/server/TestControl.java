// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness.server;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;

/**
 * {@code /test-control}: GET tells the application's time and how many statements Hibernate has prepared since the last reset; POST with
 * {@code forward} (a duration) moves the clock, with {@code reset} starts counting anew, with {@code sql} runs the one statement in its body and
 * answers with its rows, bytes in hexadecimal.
 *
 * <p>The count holds for the whole server, janitors included, and lacks what repositories run on the bare JDBC connection.
 */
@WebServlet(TestControl.PATH)
public class TestControl extends HttpServlet {
    /** Where it is. */
    public static final String PATH = "/test-control";

    private static final long serialVersionUID = 1L;

    @Inject
    @SuppressWarnings("serial") // never serialised: a stateless servlet with container-managed references
    Clock clock;

    @Inject
    @SuppressWarnings("serial") // the same
    EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/SwitchboardDS")
    @SuppressWarnings("serial") // the same
    DataSource database;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String forward = request.getParameter("forward");
        if (forward != null) {
            MovedClock.forward(Duration.parse(forward));
        }
        if (request.getParameter("reset") != null) {
            statistics().setStatisticsEnabled(true);
            statistics().clear();
        }
        if (request.getParameter("sql") == null) {
            answer(response);
        } else {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            response.getWriter()
                    .write(run(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    /** What the database refuses is said in {@code refused}, by its SQL state. */
    private String run(String sql) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet found = statement.getResultSet();
                while (found.next()) {
                    rows.add(row(found));
                }
            }
        } catch (SQLException e) {
            return Json.createObjectBuilder()
                    .add("refused", String.valueOf(e.getSQLState()))
                    .add("message", String.valueOf(e.getMessage()))
                    .build()
                    .toString();
        }
        return Json.createObjectBuilder().add("rows", rows).build().toString();
    }

    private static JsonObjectBuilder row(ResultSet found) throws SQLException {
        JsonObjectBuilder row = Json.createObjectBuilder();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            Object value = found.getObject(i);
            String name = found.getMetaData().getColumnLabel(i).toLowerCase(java.util.Locale.ROOT);
            if (value == null) {
                row.addNull(name);
            } else {
                row.add(name, value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : found.getString(i));
            }
        }
        return row;
    }

    private void answer(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter()
                .write("{\"now\":\"" + clock.instant() + "\",\"statements\":"
                        + statistics().getPrepareStatementCount() + "}");
    }

    private Statistics statistics() {
        return entities.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
    }
}
