// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Variables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} lists every key and every variable, and no other. */
class ConfigurationDocTest {
    private static final Document PAGE = Document.named("configuration.md");

    /** Variables of the server's configuration script, with their defaults. */
    private static final Pattern IN_SCRIPT = Pattern.compile("\\$\\{env\\.([A-Z0-9_]+):([^}]*)");

    private static final Pattern IN_LAUNCHER =
            Pattern.compile("(?:environment|port)\\(\\s*\"([A-Z0-9_]+)\"(?:,\\s*(?:\"([^\"]*)\"|(\\d+)))?");

    @Test
    void everyKeyIsListedAsItIs() {
        String rows = SettingKey.all().stream()
                .map(key -> "| `" + key.name() + "` | `" + variable(key) + "` | "
                        + (key.fallback().isEmpty() ? "none" : "`" + key.fallback() + "`") + " | "
                        + Document.cell(key.accepts()) + " | " + Document.cell(key.effect()) + " |\n")
                .collect(Collectors.joining());
        PAGE.assertPart(
                "keys",
                "| key | environment variable | default | accepts | effect |\n| --- | --- | --- | --- | --- |\n"
                        + rows);
    }

    @Test
    void everyKeyIsOfTheHouseAndItsDefaultIsRight() {
        assertThat(SettingKey.all()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.name()).matches("switchboard(\\.[a-z]+(-[a-z]+)*)+");
            assertThat(key.effect()).endsWith(".");
            assertThat(key.parser().apply(key.fallback())).isNotNull();
        });
        assertThat(SettingKey.all()).extracting(SettingKey::name).doesNotHaveDuplicates();
    }

    @Test
    void everyVariableOfTheServerAndItsLauncherIsListed() {
        Map<String, String> variables = serverVariables();
        List<List<String>> rows = PAGE.table("## Server and launcher");
        assertThat(rows.stream().map(row -> unquoted(row.get(0))).toList())
                .containsExactlyInAnyOrderElementsOf(variables.keySet());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).hasSize(3).allSatisfy(cell -> assertThat(cell).isNotBlank());
            String byDefault = variables.getOrDefault(unquoted(row.get(0)), "");
            if (byDefault.matches("[A-Za-z0-9.-]+")) {
                assertThat(unquoted(row.get(1))).as(row.get(0)).isEqualTo(byDefault);
            }
        });
    }

    @Test
    void everyVariableOfTheCommandLineIsListed() {
        Set<String> used = new TreeSet<>();
        SourceTree.below("web/client/src/main/java")
                .forEach(file -> Pattern.compile("\"((?:SWITCHBOARD|NO)_[A-Z_]+)\"")
                        .matcher(SourceTree.read(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(used::add));
        assertThat(PAGE.table("## Command line").stream()
                        .map(row -> unquoted(row.get(0)))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(used);
    }

    /** A misspelt variable is told by the list of right ones, which the application has to know whole. */
    @Test
    void theApplicationKnowsTheVariablesOfTheOthers() {
        Set<String> listed = new TreeSet<>();
        for (String table : List.of("## Server and launcher", "## Command line")) {
            PAGE.table(table).forEach(row -> listed.add(unquoted(row.get(0))));
        }
        SettingKey.all().forEach(key -> listed.remove(variable(key)));
        listed.removeIf(name -> !name.startsWith("SWITCHBOARD_"));
        assertThat(Variables.OF_OTHERS).containsExactlyInAnyOrderElementsOf(listed);
    }

    /** Expressions nest: the last part of a chain of properties is the default. */
    private static Map<String, String> serverVariables() {
        Map<String, String> variables = new TreeMap<>();
        collect(IN_LAUNCHER.matcher(SourceTree.read("ear/src/main/launcher/SwitchboardServer.java")), variables);
        collect(IN_SCRIPT.matcher(SourceTree.read("ear/src/main/cli/switchboard.cli")), variables);
        // The application's own key, which its table lists; the launcher repeats the value to people, so it must know
        // the same.
        assertThat(variables.remove(variable(SettingKey.PUBLIC_URL)))
                .as("the launcher's default")
                .isEqualTo(SettingKey.PUBLIC_URL.fallback());
        variables.replaceAll(
                (name, value) -> value.startsWith("${") ? value.substring(value.lastIndexOf(':') + 1) : value);
        return variables;
    }

    private static void collect(Matcher matcher, Map<String, String> variables) {
        for (MatchResult found : matcher.results().toList()) {
            String byDefault = found.group(2);
            if (byDefault == null && found.groupCount() > 2) {
                byDefault = found.group(3);
            }
            variables.merge(
                    found.group(1),
                    byDefault == null ? "" : byDefault,
                    (before, now) -> now.isEmpty() || now.startsWith("${") ? before : now);
        }
    }

    private static String variable(SettingKey<?> key) {
        return key.name().toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String unquoted(String cell) {
        return cell.replace("`", "");
    }
}
