// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/promises.md}: every promise has a proof that exists, or says that it has none yet. */
class PromisesTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w+)(?:#(\\w+))?");
    private static final Pattern COMMAND_FILE = Pattern.compile("(?:\\./)?([\\w.-]+/[\\w./-]+|[\\w-]+\\.\\w+)");

    /** All test sources of the project, by class name. */
    private static final Map<String, String> TESTS = SourceTree.MODULES.stream()
            .flatMap(module -> SourceTree.below(module + "/src/test/java").stream())
            .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
            .collect(Collectors.toMap(PromisesTest::className, SourceTree::read, (one, other) -> one + other));

    @Test
    void everyPromiseHasAProofOrSaysThatItHasNone() {
        List<List<String>> rows = Document.rows(Document.named("promises.md").text());
        assertThat(rows).hasSizeGreaterThan(50).allSatisfy(row -> {
            assertThat(row).hasSize(3);
            assertThat(row.get(0)).as("the promise").isNotBlank();
            assertThat(row.get(1)).as("due: %s", row.get(0)).matches("issue \\d+|later");
            assertThat(row.get(2))
                    .as("proof: %s", row.get(0))
                    .satisfiesAnyOf(
                            proof -> assertThat(proof).isEqualTo("*not yet*"),
                            proof -> assertThat(proof).containsPattern(QUOTED));
        });
    }

    @Test
    void whatAProofNamesExists() {
        List<String> proofs = Document.rows(Document.named("promises.md").text()).stream()
                .flatMap(row -> QUOTED.matcher(row.get(2)).results().map(found -> found.group(1)))
                .toList();
        assertThat(proofs).allSatisfy(PromisesTest::assertExists);
    }

    private static void assertExists(String proof) {
        Matcher test = TEST.matcher(proof);
        if (test.matches()) {
            assertThat(TESTS).as("the test class of %s", proof).containsKey(test.group(1));
            if (test.group(2) != null) {
                assertThat(TESTS.get(test.group(1)))
                        .as("the test method of %s", proof)
                        .containsPattern("void " + test.group(2) + "\\(");
            }
            return;
        }
        String program = proof.split(" ", 2)[0];
        Matcher file = COMMAND_FILE.matcher(program);
        if (file.matches()) {
            assertThat(Files.exists(SourceTree.file(file.group(1))))
                    .as("the file of %s", proof)
                    .isTrue();
        } else {
            assertThat(program).as("the program of %s", proof).isIn("mvn", "java", "switchboard", "curl");
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
