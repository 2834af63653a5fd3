// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness.server;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;

/**
 * {@code /test-control}: GET tells the application's time and how many statements Hibernate has prepared since the last reset; POST with
 * {@code forward} (a duration) moves the clock, with {@code reset} starts counting anew.
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
        answer(response);
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
