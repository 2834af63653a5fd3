// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every test of the project keeps to. */
class TestRulesTest {
    private static final Pattern SLEEP = Pattern.compile(
            "Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|LockSupport\\.park|Thread\\.onSpinWait|pollDelay\\(");

    private static final Pattern ORDER = Pattern.compile("\\bTest(Method|Class)Order\\b|@Order\\b|api\\.Order\\b");

    private static final Pattern PROGRAM = Pattern.compile("new ProcessBuilder|Runtime\\.getRuntime\\(\\)\\s*\\.exec");
    private static final Pattern SYSTEM_CLOCK = Pattern.compile("Instant\\.now\\(\\)|System\\.currentTimeMillis\\(\\)");
    private static final Pattern SHARED = Pattern.compile("@ExtendWith\\(SharedServer(On[A-Z][a-z]+)?\\.class\\)");
    private static final Pattern ENTERPRISE =
            Pattern.compile("newEnterprise\\(\\)|new Stage\\(|Neighbours\\.in\\(|admin enterprises create");
    private static final Pattern ON_TIME = Pattern.compile("@ExtendWith\\(SharedServerOnTime\\.class\\)");
    private static final Pattern MOVES_THE_CLOCK = Pattern.compile("\\.passes\\(");
    private static final String HARNESS = "it/src/test/java/io/switchboard/harness/";

    /** Spreads requests over time; nothing is asserted after a pause of it. */
    private static final String PACE_OF_A_LOAD = "it/src/test/java/io/switchboard/shared/Turns.java";

    /** What looks for it, and what is about a machine whose clock is wrong. */
    private static final List<String> SYSTEM_CLOCK_ALLOWED = List.of(
            "persistence/src/test/java/io/switchboard/shared/model/DatabaseReadyTest.java",
            "it/src/test/java/io/switchboard/architecture/CodeRulesTest.java",
            "web/client/src/test/java/io/switchboard/accounts/client/TerminalSessionTest.java");

    private static Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        for (String module : SourceTree.MODULES) {
            for (Path file : SourceTree.below(module + "/src/test/java")) {
                if (file.toString().endsWith(".java") && !file.endsWith("TestRulesTest.java")) {
                    tests.put(SourceTree.file(".").normalize().relativize(file).toString(), SourceTree.read(file));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(50);
        return tests;
    }

    /** The files, of those that are looked at, that hold it. */
    private static List<String> holding(Pattern pattern, Predicate<String> lookedAt) {
        return tests().entrySet().stream()
                .filter(test -> lookedAt.test(test.getKey()))
                .filter(test -> pattern.matcher(test.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void noTestSleeps() {
        assertThat(holding(SLEEP, file -> !file.equals(PACE_OF_A_LOAD))).isEmpty();
    }

    @Test
    void noTestHasAnOrder() {
        assertThat(holding(ORDER, file -> true)).isEmpty();
    }

    /** It knows what to do where one is absent. */
    @Test
    void onlyTheHarnessStartsPrograms() {
        assertThat(holding(PROGRAM, file -> true)).isNotEmpty().allMatch(file -> file.startsWith(HARNESS));
    }

    @Test
    void onlyTheHarnessReadsTheSystemsClock() {
        assertThat(holding(SYSTEM_CLOCK, file -> !file.startsWith(HARNESS) && !SYSTEM_CLOCK_ALLOWED.contains(file)))
                .isEmpty();
    }

    /** Whoever uses the shared server makes the enterprise that its rows belong to. */
    @Test
    void everyTestOfTheSharedServerMakesItsOwnEnterprise() {
        List<String> shared = holding(SHARED, file -> !file.startsWith(HARNESS));
        assertThat(shared).hasSizeGreaterThan(5);
        assertThat(holding(ENTERPRISE, shared::contains)).isEqualTo(shared);
    }

    @Test
    void nobodyMovesTheClockOfTheServerThatIsOnTime() {
        List<String> onTime = holding(ON_TIME, file -> true);
        assertThat(onTime).isNotEmpty();
        assertThat(holding(MOVES_THE_CLOCK, onTime::contains)).isEmpty();
    }
}
