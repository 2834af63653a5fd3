// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every feature has all of its rooms, as {@code CONTRIBUTING.md} says. */
class RoomsTest {
    private static final String PACKAGES = "/src/main/java/io/switchboard/";

    /** Layers and the modules that they are. */
    private static final Map<String, String> LAYERS = Map.of(
            "wire", "web/wire",
            "model", "persistence",
            "service", "ejb",
            "rest", "web/api",
            "client", "web/client");

    private static final Set<String> CORE = Set.of("shared", "accounts", "mailbox", "payments");

    private static Set<String> features() {
        Set<String> features = new TreeSet<>();
        LAYERS.values().forEach(module -> features.addAll(SourceTree.in(module + PACKAGES)));
        assertThat(features).contains("shared", "accounts", "mailbox", "calls");
        return features;
    }

    @Test
    void everyFeatureHasARoomInEveryLayer() {
        assertThat(features())
                .allSatisfy(feature -> assertThat(LAYERS)
                        .allSatisfy((layer, module) -> assertThat(
                                        SourceTree.below(module + PACKAGES + feature + "/" + layer))
                                .as("%s of %s in %s", layer, feature, module)
                                .hasSizeGreaterThan(1)));
    }

    @Test
    void everyFeatureHasAMigrationAndTests() {
        assertThat(features()).allSatisfy(feature -> {
            assertThat(SourceTree.below("persistence/src/main/resources/db/migration/common/" + feature))
                    .as("migrations of %s", feature)
                    .isNotEmpty();
            assertThat(SourceTree.below("it/src/test/java/io/switchboard/" + feature))
                    .as("integration tests of %s", feature)
                    .isNotEmpty();
        });
    }

    @Test
    void everyWorkflowHasItsPage() {
        assertThat(features())
                .filteredOn(feature -> !CORE.contains(feature))
                .isNotEmpty()
                .allSatisfy(workflow -> assertThat(SourceTree.file("docs/workflows/" + workflow + ".md"))
                        .isRegularFile());
    }

    @Test
    void everyMigrationSaysWhetherItIsSafeOnline() {
        List<String> directories = List.of("common", "h2", "postgresql");
        String root = "persistence/src/main/resources/db/migration";
        assertThat(SourceTree.in(root)).isEqualTo(directories);
        assertThat(SourceTree.below(root)).isNotEmpty().allSatisfy(migration -> {
            assertThat(migration.getFileName().toString()).matches("V\\d{14}__[a-z0-9_]+\\.sql");
            assertThat(SourceTree.read(migration)).matches("(?s)-- (Safe online|Not safe online): .+");
        });
    }

    @Test
    void theTopLevelHoldsTheHouseAndNothingElse() {
        assertThat(SourceTree.in("."))
                .filteredOn(name -> !name.startsWith(".") && !name.equals("target"))
                .containsExactlyInAnyOrder(
                        "pom.xml",
                        "ear",
                        "ejb",
                        "web",
                        "persistence",
                        "it",
                        "docs",
                        "README.md",
                        "CONTRIBUTING.md",
                        "LICENSE");
        assertThat(SourceTree.in("web")).containsExactlyInAnyOrder("wire", "api", "client");
        assertThat(SourceTree.read("LICENSE")).contains("Apache License", "Version 2.0");
    }

    @Test
    void jpaOnlyValidatesTheSchema() {
        assertThat(SourceTree.read("persistence/src/main/resources/META-INF/persistence.xml"))
                .contains("<property name=\"hibernate.hbm2ddl.auto\" value=\"validate\"/>");
    }

    @Test
    void everyDecisionHasItsParts() {
        assertThat(SourceTree.below("docs/adr")).isNotEmpty().allSatisfy(decision -> {
            assertThat(decision.getFileName().toString()).matches("\\d{4}(-[a-z0-9]+)+\\.md");
            assertThat(SourceTree.read(decision).lines().filter(line -> line.startsWith("## ")))
                    .as("%s", decision.getFileName())
                    .containsExactly("## Status", "## Context", "## Decision", "## Consequences", "## Alternatives");
        });
    }

    @Test
    void theArchitectureIsOnePage() {
        assertThat(SourceTree.read("docs/architecture.md").lines()).hasSizeLessThan(120);
    }

    /** Links between the documents point at files that exist. */
    @Test
    void linksBetweenDocumentsHold() {
        List<String> pages = new java.util.ArrayList<>(List.of("README.md", "CONTRIBUTING.md"));
        SourceTree.below("docs")
                .forEach(page -> pages.add(SourceTree.file(".")
                        .normalize()
                        .relativize(page)
                        .toString()
                        .replace('\\', '/')));
        var link = java.util.regex.Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
        assertThat(pages)
                .filteredOn(page -> page.endsWith(".md"))
                .allSatisfy(page -> assertThat(
                                link.matcher(SourceTree.read(page)).results().map(found -> found.group(1)))
                        .allSatisfy(target -> assertThat(SourceTree.file(page).resolveSibling(target))
                                .as("%s in %s", target, page)
                                .exists()));
    }
}
