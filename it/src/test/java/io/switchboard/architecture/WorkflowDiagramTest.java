// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.switchboard.architecture.Product.Room;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The diagrams of {@code docs/workflows} are the state tables. A state table is an enum whose constants list their {@code successors()};
 * its diagram stands on the page of its feature, in the part of its name.
 */
class WorkflowDiagramTest {
    @Test
    void thereAreStateTables() {
        assertThat(stateTables())
                .extracting(JavaClass::getSimpleName)
                .contains("CallState", "LegState", "IdentifierStatus");
    }

    @TestFactory
    List<DynamicTest> everyStateTableHasItsDiagram() {
        return stateTables().stream()
                .map(table -> DynamicTest.dynamicTest(
                        table.getSimpleName(),
                        () -> Document.named(page(table)).assertPart(table.getSimpleName(), diagram(table.reflect()))))
                .toList();
    }

    private static List<JavaClass> stateTables() {
        List<JavaClass> tables = new ArrayList<>();
        for (JavaClass type : Product.classes()) {
            if (type.isEnum() && type.tryGetMethod("successors").isPresent()) {
                tables.add(type);
            }
        }
        tables.sort(Comparator.comparing(JavaClass::getName));
        return tables;
    }

    private static String page(JavaClass table) {
        return "workflows/" + Product.roomOf(table).map(Room::feature).orElseThrow() + ".md";
    }

    /** The first constant is where a life begins; what lists no successor is an end. */
    private static String diagram(Class<?> table) throws ReflectiveOperationException {
        Method successors = table.getMethod("successors");
        Object[] states = table.getEnumConstants();
        StringBuilder diagram = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        line(diagram, "[*]", name(states[0]));
        for (Object state : states) {
            Set<?> next = (Set<?>) successors.invoke(state);
            next.forEach(to -> line(diagram, name(state), name(to)));
            if (next.isEmpty()) {
                line(diagram, name(state), "[*]");
            }
        }
        return diagram.append("```\n").toString();
    }

    private static String name(Object state) {
        return ((Enum<?>) state).name();
    }

    private static void line(StringBuilder diagram, String from, String to) {
        diagram.append("    ").append(from).append(" --> ").append(to).append('\n');
    }
}
