// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} says what leads the server to PostgreSQL: the variables that its configuration reads, and no other. */
class OperationsDocTest {
    private static final Pattern READ = Pattern.compile("\\$\\{env\\.(DB_[A-Z_]+):");
    private static final Pattern LISTED = Pattern.compile("(?m)^(DB_[A-Z_]+)=");

    @Test
    void everyVariableThatLeadsToPostgresqlIsListed() {
        String page = Document.named("operations.md").text();
        int from = page.indexOf("\n## PostgreSQL\n");
        assertThat(from).isNotNegative();
        String section = page.substring(from, page.indexOf("\n## ", from + 1));
        assertThat(names(LISTED, section))
                .isNotEmpty()
                .isEqualTo(names(READ, SourceTree.read("ear/src/main/cli/switchboard.cli")));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
