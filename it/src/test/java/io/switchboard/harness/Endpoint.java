// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.Paged;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An endpoint of the API, as the product's own classes declare it: what a new one adds, tests that go through all of them meet.
 *
 * @param path below {@code /api/v1}, with its parameters in braces
 * @param callers who may call it
 * @param body the record of its body, or JSON as such; empty when it takes none
 * @param isList whether it answers a page of a list
 */
public record Endpoint(String method, String path, Set<Callers> callers, Optional<Class<?>> body, boolean isList) {
    private static final List<Endpoint> ALL = read();

    /** All of them, by path and method. */
    public static List<Endpoint> all() {
        return ALL;
    }

    /** {@code POST /calls/{id}/answer}. */
    public String name() {
        return method + " " + path;
    }

    /** Whether it needs no token. */
    public boolean isForAnyone() {
        return callers.contains(Callers.ANYONE);
    }

    /** Whether its path names something. */
    public boolean hasId() {
        return path.contains("{");
    }

    private static List<Endpoint> read() {
        List<Endpoint> endpoints = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.switchboard")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(Endpoint::of)
                        .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method))
                        .toList();
        if (endpoints.isEmpty()) {
            throw new IllegalStateException("The API's classes are not on the class path");
        }
        return endpoints;
    }

    private static Stream<Endpoint> of(Class<?> resource) {
        String prefix = resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getDeclaredMethods())
                .flatMap(method -> httpMethod(method).stream().map(verb -> of(verb, prefix, method)));
    }

    private static Endpoint of(String verb, String prefix, Method method) {
        Path below = method.getAnnotation(Path.class);
        AllowedTo allowed = method.getAnnotation(AllowedTo.class);
        if (allowed == null) {
            throw new AssertionError(method + " says not who may call it");
        }
        return new Endpoint(
                verb,
                prefix + (below == null ? "" : below.value()),
                EnumSet.copyOf(List.of(allowed.value())),
                Arrays.stream(method.getParameters())
                        .filter(Endpoint::isBody)
                        .<Class<?>>map(Parameter::getType)
                        .findFirst(),
                method.isAnnotationPresent(Paged.class));
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    /** JAX-RS takes for the body what no annotation of its own says to come from elsewhere. */
    private static boolean isBody(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .map(Annotation::annotationType)
                .noneMatch(type -> type.getPackageName().startsWith("jakarta.ws.rs"));
    }
}
