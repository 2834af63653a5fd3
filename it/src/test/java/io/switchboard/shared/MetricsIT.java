// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Database;
import io.switchboard.harness.Management;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long the workflow takes, as an operator's Prometheus reads it. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class MetricsIT {
    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, Double.POSITIVE_INFINITY);

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)\\{([^}]*)\\} (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final ServerUnderTest server;
    private final Stage stage;

    MetricsIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    /** One line of the page. */
    private record Sample(String name, Map<String, String> labels, double value) {
        static Sample of(MatchResult found) {
            Map<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(found.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            return new Sample(found.group(1), labels, Double.parseDouble(found.group(3)));
        }

        boolean isOf(String service, String method) {
            return service.equals(labels.get("service")) && method.equals(labels.get("method"));
        }

        double bound() {
            return Double.parseDouble(labels.getOrDefault("le", "").replace("+Inf", "Infinity"));
        }
    }

    @Test
    void everyStepOfACallHasAHistogramOfItsLatency() {
        String call = stage.answeredCall();
        stage.door().connects(call);
        stage.visitor().connects(call);
        stage.visitor().hangsUp(call);

        List<Sample> page = samples();
        List<List<String>> steps = List.of(
                List.of("AdmissionService", "place"),
                List.of("CallService", "answer"),
                List.of("CallService", "connected"),
                List.of("CallService", "hangUp"),
                List.of("IdentifierService", "issue"));
        for (List<String> step : steps) {
            Map<Double, Double> histogram = histogram(page, step.get(0), step.get(1));
            assertThat(histogram.keySet()).as("%s", step).containsExactlyElementsOf(BOUNDS);
            assertThat(List.copyOf(histogram.values())).as("%s", step).isSorted();
            assertThat(histogram.get(Double.POSITIVE_INFINITY))
                    .as("%s", step)
                    .isPositive()
                    .isEqualTo(count(page, step.get(0), step.get(1)));
        }
    }

    @Test
    void aStepIsCountedWhenItIsDone() {
        String call = stage.ringingCall();
        double before = histogram(samples(), "CallService", "cancel").getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        stage.visitor().cancels(call);
        assertThat(histogram(samples(), "CallService", "cancel").get(Double.POSITIVE_INFINITY))
                .isGreaterThanOrEqualTo(before + 1);
    }

    @Test
    void theEmbeddedDatabaseIsKeptUpAllTheTime() {
        assertThat(Database.current()).isEqualTo(Database.H2);
        double before = upkeepRounds();
        Awaitility.await("rounds go on")
                .atMost(Duration.ofSeconds(10))
                .until(this::upkeepRounds, rounds -> rounds >= before + 3);
    }

    private double upkeepRounds() {
        return samples().stream()
                .filter(sample -> sample.name().equals("switchboard_database_upkeep_seconds_count"))
                .mapToDouble(Sample::value)
                .sum();
    }

    private List<Sample> samples() {
        String page = Management.get(server, "/prometheus").expect(200).text();
        return SAMPLE.matcher(page).results().map(Sample::of).toList();
    }

    private static Map<Double, Double> histogram(List<Sample> page, String service, String method) {
        return page.stream()
                .filter(sample -> sample.name().equals("switchboard_workflow_within_total"))
                .filter(sample -> sample.isOf(service, method))
                .sorted(java.util.Comparator.comparingDouble(Sample::bound))
                .collect(Collectors.toMap(Sample::bound, Sample::value, Double::sum, LinkedHashMap::new));
    }

    private static double count(List<Sample> page, String service, String method) {
        return page.stream()
                .filter(sample -> sample.name().equals("switchboard_workflow_seconds_count"))
                .filter(sample -> sample.isOf(service, method))
                .mapToDouble(Sample::value)
                .sum();
    }
}
