// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.switchboard.shared.rest.Problems;
import io.switchboard.shared.wire.RefusalCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} explains every problem that the API may answer with, and no other. */
class ProblemsDocTest {
    private static final Document PAGE = Document.named("problems.md");

    /** Status, code and title, as the mappers of JAX-RS's own refusals and of unexpected errors have them. */
    private static final Pattern BY_HTTP =
            Pattern.compile("Problems\\.http\\(\\s*(\\d+|status),\\s*\"([a-z-]+)\",\\s*\"([^\"]+)\"");

    private static final Pattern UNEXPECTED =
            Pattern.compile("TYPE_PREFIX \\+ \"([a-z-]+)\",\\s*\"([^\"]+)\",\\s*(\\d+)");

    private record Said(String status, String title) {}

    @Test
    void everyProblemIsExplained() {
        Map<String, Said> said = new TreeMap<>(refusals());
        byHttp().forEach(said::putIfAbsent);
        List<List<String>> rows = Document.rows(PAGE.text());
        assertThat(rows.stream().map(row -> row.get(0).replace("`", "")).toList())
                .containsExactlyInAnyOrderElementsOf(said.keySet());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).hasSize(4);
            Said expected = said.getOrDefault(row.get(0).replace("`", ""), new Said("", ""));
            assertThat(row.get(1)).as("status of %s", row.get(0)).isEqualTo(expected.status());
            assertThat(row.get(2)).as("title of %s", row.get(0)).isEqualTo(expected.title());
            assertThat(row.get(3)).as("explanation of %s", row.get(0)).hasSizeGreaterThan(20);
        });
    }

    /** Whoever has a code in hand finds it. */
    @Test
    void theCodesOfATableAreInTheOrderOfTheAlphabet() {
        for (String part : PAGE.text().split("\n## ", -1)) {
            assertThat(Document.rows(part).stream().map(row -> row.get(0)).toList())
                    .isSorted();
        }
    }

    /** Two refusals may share a code only when they are the same for whoever gets them. */
    @Test
    void aCodeHasOneMeaning() {
        Map<String, Said> refusals = refusals();
        byHttp().forEach((code, said) -> {
            Said other = refusals.getOrDefault(code, said);
            assertThat(said.title()).as("title of %s", code).isEqualTo(other.title());
        });
    }

    private static Map<String, Said> refusals() {
        Map<String, Said> found = new TreeMap<>();
        for (JavaClass type : Product.classes()) {
            if (type.isEnum() && type.isAssignableTo(RefusalCode.class)) {
                for (Object constant : type.reflect().getEnumConstants()) {
                    RefusalCode code = (RefusalCode) constant;
                    Said said = new Said(String.valueOf(Problems.status(code.kind())), code.title());
                    assertThat(found.put(code.code(), said))
                            .as("%s is refused by two features", code.code())
                            .isNull();
                }
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Map<String, Said> byHttp() {
        Map<String, Said> found = new TreeMap<>();
        String rest = "web/api/src/main/java/io/switchboard/shared/rest/";
        BY_HTTP.matcher(SourceTree.read(rest + "HttpMapper.java"))
                .results()
                .forEach(match -> found.put(
                        match.group(2),
                        new Said(
                                match.group(1).equals("status")
                                        ? (match.group(2).equals("unavailable") ? "5xx" : "4xx")
                                        : match.group(1),
                                match.group(3))));
        UNEXPECTED
                .matcher(SourceTree.read(rest + "Problems.java"))
                .results()
                .forEach(match -> found.put(match.group(1), new Said(match.group(3), match.group(2))));
        assertThat(found).containsKeys("method-not-allowed", "body-too-large", "internal-error");
        return found;
    }
}
