// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What may be said to the database, and where: read from the sources, because SQL is text. */
class PersistenceRulesTest {
    private static final Pattern TEXT = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern STATEMENT = Pattern.compile("^(select|insert into|update|delete from) .*");

    /** What asks which database it is: the migration, the embedded database's upkeep and its driver's part, and what names both to operators. */
    private static final Set<String> KNOW_THE_VENDOR = Set.of(
            "SchemaMigration.java",
            "EmbeddedDatabase.java",
            "H2Store.java",
            "AttemptBudgetRepository.java",
            "ServerVariables.java");

    /** What each database has words of its own for. */
    private static final Set<String> OF_ONE_DATABASE = Set.of("H2Attempts.java", "PostgresqlAttempts.java");

    /** Counters that must not be oversold, by table: the only ways to change them. */
    private static final Map<String, List<String>> COUNTERS = Map.of(
            "identifier_quota",
            List.of(
                    "insert into identifier_quota (identifier_id, granted, used) values (:identifier, :granted, 0)",
                    "update identifier_quota set granted = :granted where identifier_id = :id",
                    "update identifier_quota set used = used + 1, counted = counted + :counted "
                            + "where identifier_id = :id and used + 1 <= granted",
                    "update identifier_quota set counted = counted + 1 where identifier_id = :id",
                    "update identifier_quota set used = used - 1 where identifier_id = :id"),
            "attempt_budget",
            List.of(
                    "insert into attempt_budget as b (budget_key, used, expires_at) values %s "
                            + "on conflict (budget_key) do update set "
                            + "used = case when b.expires_at <= :now then 1 else b.used + 1 end, "
                            + "expires_at = case when b.expires_at <= :now then excluded.expires_at else b.expires_at end "
                            + "returning b.budget_key, b.used, b.expires_at",
                    "update attempt_budget set used = used - 1 where budget_key in (:keys)"),
            "call_reservation",
            List.of(
                    "insert into call_reservation (call_id, identifier_id, state) values (:call, :identifier, :state)",
                    "update call_reservation set state = :state where call_id = :call and state = 'reserved'"));

    @Test
    void countersHaveTablesOfTheirOwnAndChangeByConditionalUpdatesOnly() {
        assertThat(mapped()).contains("virtual_identifier").doesNotContainAnyElementsOf(COUNTERS.keySet());
        COUNTERS.forEach((table, statements) -> assertThat(statements().filter(sql -> changes(sql, table)))
                .as(table)
                .containsExactlyInAnyOrderElementsOf(statements));
    }

    /** The table of claims and tickets: what a deadline limits names it in the same statement, or was found by it under a lock. */
    @Test
    void whatADeadlineLimitsIncludesTheDeadline() {
        assertThat(statements().filter(sql -> sql.contains("from mailbox_ticket")))
                .isNotEmpty()
                .allMatch(sql ->
                        sql.contains("expires_at") || sql.equals("delete from mailbox_ticket where ticket_mac = :mac"));
        assertThat(statements().filter(sql -> sql.startsWith("select terminal_id from mailbox_ticket")))
                .allMatch(sql -> sql.contains("expires_at > :now") && sql.endsWith("for update"));
        // Aggregates move at a time that is said: none has a clock of its own, and each compares it with its deadline.
        classes()
                .that(DescribedPredicate.describe(
                        "have a deadline",
                        type -> Set.of("Call", "Enrolment", "VirtualIdentifier").contains(type.getSimpleName())
                                && type.isAnnotatedWith(Entity.class)))
                .should(Product.have(
                        "be told the time of every move that a deadline limits", PersistenceRulesTest::timeless))
                .check(Product.classes());
    }

    /** Moves that no deadline limits: the owner closes, opens and edits whenever it likes. */
    private static Set<String> timeless(JavaClass type) {
        Set<String> free = Set.of("pause", "resume", "edit", "annotate", "takeChanges", "settle");
        Set<String> wrong = new TreeSet<>();
        for (JavaMethod method : type.getMethods()) {
            boolean moves = method.getModifiers().contains(JavaModifier.PUBLIC)
                    && !method.getModifiers().contains(JavaModifier.STATIC)
                    && method.getFieldAccesses().stream()
                            .anyMatch(access -> access.getAccessType()
                                    == com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType.SET);
            boolean told = method.getRawParameterTypes().stream()
                    .anyMatch(parameter -> parameter.isEquivalentTo(java.time.Instant.class));
            if (moves && !told && !free.contains(method.getName())) {
                wrong.add(method.getFullName());
            }
        }
        return wrong;
    }

    @Test
    void theAuditIsOnlyEverAppendedTo() {
        assertThat(statements().filter(sql -> changes(sql, "audit_entry")))
                .singleElement()
                .satisfies(sql -> assertThat(sql).startsWith("insert into audit_entry"));
        assertThat(mapped()).doesNotContain("audit_entry");
    }

    @Test
    void whoeverTakesDueRowsTakesFewAndSkipsThoseThatAnotherHolds() {
        String few = "offset :skipped rows fetch next :batch rows only for update skip locked";
        assertThat(statements().filter(sql -> sql.contains("<= :now order by") && sql.contains("for update")))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(sql -> sql.endsWith(few));
        assertThat(sources().get("DueRowsRepository.java")).contains(few);
        assertThat(statements())
                .as("deletions of whatever is due, at once")
                .noneMatch(sql -> sql.startsWith("delete from") && sql.matches(".*_at <=? .*"));
    }

    @Test
    void isolationIsStatedAndNothingAsksForMore() {
        assertThat(SourceTree.read("persistence/src/main/resources/META-INF/persistence.xml"))
                .contains("<property name=\"hibernate.connection.isolation\" value=\"2\"/>");
        noClasses()
                .should()
                .callMethod("java.sql.Connection", "setTransactionIsolation", "int")
                .check(Product.classes());
        assertThat(statements()).noneMatch(sql -> sql.contains("isolation") || sql.contains("serializable"));
    }

    @Test
    void onlyOneClassForEachDatabaseKnowsWhichItIs() {
        Pattern vendor = Pattern.compile("(?i)\\b(h2|postgresql)\\b");
        Set<String> found = sources().entrySet().stream()
                .filter(source -> texts(source.getValue()).stream()
                        .anyMatch(text -> vendor.matcher(text).find()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isSubsetOf(KNOW_THE_VENDOR).isNotEmpty();
        // Words of one database only.
        assertThat(statements(source -> !OF_ONE_DATABASE.contains(source)))
                .noneMatch(sql -> sql.matches("(?s).*( returning |on conflict|merge into|::|\\bilike\\b|limit :).*"));
    }

    /** What a feature knows of another's, it knows by a typed id; a raw one is a row's own. */
    @Test
    void featuresReferToOneAnotherByTypedIds() {
        classes()
                .that()
                .resideInAPackage("io.switchboard..wire")
                .and()
                .areRecords()
                .should(Product.have(
                        "name things by typed ids",
                        type -> type.getFields().stream()
                                .filter(field -> field.getRawType().isEquivalentTo(UUID.class)
                                        || (field.getName().endsWith("Id")
                                                && !NOT_OURS.contains(field.getName())
                                                && field.getRawType().isEquivalentTo(String.class)))
                                .map(Object::toString)
                                .toList()))
                .check(Product.classes());
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .or()
                .areAnnotatedWith(jakarta.ejb.Stateless.class)
                .should(Product.have(
                        "take and give typed ids",
                        type -> type.getMethods().stream()
                                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                                .filter(method -> method.getAllInvolvedRawTypes().stream()
                                        .anyMatch(involved -> involved.isEquivalentTo(UUID.class)))
                                .map(JavaMethod::getFullName)
                                .filter(name -> !RAW.contains(name.replaceAll(".*\\.(\\w+\\.\\w+)\\(.*", "$1")))
                                .toList()))
                .check(Product.classes());
    }

    /** Rows of the feature's own, which nobody else names; and mailboxes, compared by the hundred. */
    private static final Set<String> RAW = Set.of("MailboxPositions.of", "SigningKey.id", "Account.add");

    /** Ids of what is no resource here: an enterprise's own, which is text to us, and the request's, which only the log knows. */
    private static final Set<String> NOT_OURS = Set.of("externalId", "requestId");

    // ------------------------------------------------------------------------------------------------- the sources

    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        for (String module : List.of("persistence", "ejb", "web/api")) {
            for (Path file : SourceTree.below(module + "/src/main/java")) {
                if (!file.endsWith("package-info.java")) {
                    sources.put(file.getFileName().toString(), SourceTree.read(file));
                }
            }
        }
        return sources;
    }

    private static java.util.stream.Stream<String> statements() {
        return statements(source -> true);
    }

    private static java.util.stream.Stream<String> statements(Predicate<String> ofSource) {
        return sources().entrySet().stream()
                .filter(source -> ofSource.test(source.getKey()))
                .flatMap(source -> texts(source.getValue()).stream())
                .map(text -> text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                .filter(text -> STATEMENT.matcher(text).matches());
    }

    private static List<String> texts(String source) {
        return TEXT.matcher(source)
                .results()
                .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    private static boolean changes(String sql, String table) {
        return sql.matches("(?s)(insert into|update|delete from) " + table + "\\b.*");
    }

    private static Set<String> mapped() {
        Set<String> tables = new TreeSet<>();
        for (JavaClass type : Product.classes()) {
            if (type.isAnnotatedWith(Table.class)) {
                tables.add(type.getAnnotationOfType(Table.class).name());
            }
        }
        return tables;
    }
}
