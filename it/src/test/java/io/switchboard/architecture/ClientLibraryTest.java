// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The client library: the public classes of {@code ..client..} less the command line's, and all that they reach. The command line is
 * built on it, never the other way.
 */
class ClientLibraryTest {
    /** The JDK, and all that the library brings along: JSON, the signatures of terminals, the drawing of codes. */
    private static final List<String> ALLOWED = List.of(
            "java.",
            "javax.crypto.",
            "com.fasterxml.jackson.",
            "com.nimbusds.jose.",
            "com.nimbusds.jwt.",
            "io.nayuki.qrcodegen.",
            "org.jspecify.annotations.");

    /** Not needed at run time, where they stand as annotations only. */
    private static final List<String> ONLY_ANNOTATIONS = List.of("jakarta.validation.");

    private static final String COMMAND_LINE = "picocli.";

    /** What frames the commands; {@code Ids} reads their arguments. */
    private static final Pattern COMMAND_LINE_NAME =
            Pattern.compile(".*(Command|Family|Group|OnCommandLine|Options?)|Ids");

    /** The public classes that no command of the command line is: what a program can use. */
    private static Set<JavaClass> entrances() {
        return Product.classes().stream()
                .filter(ClientLibraryTest::isOfClient)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !isCommandLine(type))
                .collect(Collectors.toSet());
    }

    @Test
    void noFrameworkComesWithTheLibrary() {
        Map<String, Set<String>> foreign = new TreeMap<>();
        for (JavaClass type : reached()) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (!isAllowed(target, dependency)) {
                    foreign.computeIfAbsent(type.getName(), name -> new TreeSet<>())
                            .add(target);
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void whatProgramsUseIsTheLibrary() {
        assertThat(entrances())
                .extracting(JavaClass::getSimpleName)
                .contains("SwitchboardClient", "TerminalSession", "EventChannel", "Identifiers", "Calls", "Accounts");
    }

    /** Everything of ours that the entrances lead to. */
    private static Set<JavaClass> reached() {
        Set<JavaClass> reached = new TreeSet<>(java.util.Comparator.comparing(JavaClass::getName));
        Deque<JavaClass> open = new ArrayDeque<>(entrances());
        while (!open.isEmpty()) {
            JavaClass type = open.remove();
            if (reached.add(type)) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getName().startsWith(Product.ROOT + "."))
                        .forEach(open::add);
            }
        }
        return reached;
    }

    private static boolean isOfClient(JavaClass type) {
        return Product.roomOf(type)
                .filter(room -> room.layer().equals("client"))
                .isPresent();
    }

    /** A command, an option or what frames them: it says so by its name, and uses the command line's library. */
    private static boolean isCommandLine(JavaClass type) {
        return COMMAND_LINE_NAME.matcher(type.getSimpleName()).matches()
                && type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getName().startsWith(COMMAND_LINE));
    }

    private static boolean isAllowed(String target, Dependency dependency) {
        boolean primitive = !target.contains(".");
        boolean own = target.startsWith(Product.ROOT + ".");
        boolean annotation = dependency.getTargetClass().getBaseComponentType().isAnnotation()
                && ONLY_ANNOTATIONS.stream().anyMatch(target::startsWith);
        return primitive || own || annotation || ALLOWED.stream().anyMatch(target::startsWith);
    }
}
