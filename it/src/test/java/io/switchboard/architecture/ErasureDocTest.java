// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of an erased account, table by table, is written down for every table that knows accounts or their terminals. */
class ErasureDocTest {
    private static final Pattern TABLE = Pattern.compile("(?s)create table (\\w+) \\((.*?)\\n\\);");
    private static final Pattern LATER = Pattern.compile("alter table (\\w+)\\s+add(?: column)? (\\w+)");
    private static final Pattern OF_A_PERSON = Pattern.compile("\\b\\w*(?:account|terminal)_id\\b");
    private static final Pattern NAMED = Pattern.compile("`([a-z_]+)`");

    @Test
    void everyTableThatKnowsAccountsIsInIt() {
        Set<String> known = new TreeSet<>();
        for (Path migration : SourceTree.below("persistence/src/main/resources/db/migration")) {
            String sql = SourceTree.read(migration);
            for (Pattern pattern : List.of(TABLE, LATER)) {
                pattern.matcher(sql)
                        .results()
                        .filter(table -> OF_A_PERSON.matcher(table.group(2)).find())
                        .map(table -> table.group(1))
                        .forEach(known::add);
            }
        }
        String rows = SourceTree.read("docs/workflows/accounts.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .collect(Collectors.joining());
        Set<String> written =
                NAMED.matcher(rows).results().map(named -> named.group(1)).collect(Collectors.toSet());
        assertThat(known).contains("placed_call", "possession", "transfer").isSubsetOf(written);
    }
}
