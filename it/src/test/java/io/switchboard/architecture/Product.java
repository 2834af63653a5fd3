// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product's own classes, read once, and where each of them lives. Test classes are left out. */
final class Product {
    static final String ROOT = "io.switchboard";

    private static final Pattern ROOM = Pattern.compile("io\\.switchboard\\.([a-z]+)\\.([a-z]+)");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private Product() {}

    /**
     * The room of a class: module is layer, package is feature.
     *
     * @param feature {@code shared} for what has no feature of its own
     * @param layer {@code model}, {@code service}, {@code wire}, {@code rest} or {@code client}
     */
    record Room(String feature, String layer) {}

    static JavaClasses classes() {
        return CLASSES;
    }

    /** Empty for classes that are not ours, and for ours that live in no room. */
    static Optional<Room> roomOf(JavaClass javaClass) {
        Matcher matcher = ROOM.matcher(javaClass.getBaseComponentType().getPackageName());
        return matcher.matches() ? Optional.of(new Room(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Whether it lives in this room of {@code shared}. */
    static boolean isShared(JavaClass javaClass, Set<String> layers) {
        return roomOf(javaClass)
                .filter(room -> room.feature().equals("shared") && layers.contains(room.layer()))
                .isPresent();
    }

    /** The jar or directory that a class was read from: its module. */
    static String moduleOf(JavaClass javaClass) {
        URI source = javaClass.getSource().orElseThrow().getUri();
        String file = javaClass.getName().replace('.', '/') + ".class";
        String text = source.toString();
        return text.substring(0, text.length() - file.length());
    }

    /** A condition that reports each thing that is wrong with a class. */
    static ArchCondition<JavaClass> have(String description, Function<JavaClass, Iterable<String>> complaints) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                complaints
                        .apply(javaClass)
                        .forEach(complaint -> events.add(SimpleConditionEvent.violated(javaClass, complaint)));
            }
        };
    }

    /** A condition that no access of a class is one of these; references to methods count as calls. */
    static ArchCondition<JavaClass> accessNone(String description, Predicate<JavaAccess<?>> forbidden) {
        return have(
                description,
                javaClass -> javaClass.getAccessesFromSelf().stream()
                        .filter(forbidden)
                        .map(JavaAccess::getDescription)
                        .toList());
    }
}
