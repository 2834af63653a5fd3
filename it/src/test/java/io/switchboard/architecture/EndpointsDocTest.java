// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/** {@code docs/endpoints.md} has the table endpoint × caller, made from the resources. */
class EndpointsDocTest {
    private static final Document PAGE = Document.named("endpoints.md");
    private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "PUT", "DELETE");

    private record Endpoint(String method, String path, Set<Callers> callers, String summary) {}

    @Test
    void everyEndpointIsListedWithItsCallers() {
        String head = "| method | path | "
                + Arrays.stream(Callers.values()).map(EndpointsDocTest::name).collect(Collectors.joining(" | "))
                + " | what it does |\n|" + " --- |".repeat(Callers.values().length + 3) + "\n";
        String rows = endpoints().stream()
                .map(endpoint -> "| " + endpoint.method() + " | `" + endpoint.path() + "` | "
                        + Arrays.stream(Callers.values())
                                .map(caller -> endpoint.callers().contains(caller) ? "yes" : "-")
                                .collect(Collectors.joining(" | "))
                        + " | " + Document.cell(endpoint.summary()) + " |\n")
                .collect(Collectors.joining());
        PAGE.assertPart("endpoints", head + rows);
    }

    @Test
    void whateverIsNoResourceIsListedAsWell() {
        List<String> paths = new ArrayList<>();
        for (JavaClass type : Product.classes()) {
            type.tryGetAnnotationOfType(WebServlet.class)
                    .ifPresent(servlet -> Arrays.stream(servlet.value())
                            .map(path -> path.isEmpty() ? "/" : path)
                            .forEach(paths::add));
            type.tryGetAnnotationOfType(ServerEndpoint.class).ifPresent(endpoint -> paths.add(endpoint.value()));
        }
        List<String> listed = PAGE.table("## Outside the resources").stream()
                .map(row -> row.get(1).replace("`", "").replaceFirst("\\{.*\\}$", "*"))
                .toList();
        assertThat(paths).isNotEmpty();
        assertThat(listed).containsAll(paths);
    }

    private static List<Endpoint> endpoints() {
        List<Endpoint> found = new ArrayList<>();
        for (JavaClass type : Product.classes()) {
            if (type.isAnnotatedWith(Path.class)) {
                String base = type.getAnnotationOfType(Path.class).value();
                for (Method method : type.reflect().getDeclaredMethods()) {
                    verb(method).ifPresent(verb -> found.add(endpoint(verb, base, method)));
                }
            }
        }
        assertThat(found).isNotEmpty();
        found.sort(Comparator.comparing(Endpoint::path).thenComparing(endpoint -> METHODS.indexOf(endpoint.method())));
        return found;
    }

    private static Endpoint endpoint(String verb, String base, Method method) {
        AllowedTo allowed = method.getAnnotation(AllowedTo.class);
        Operation operation = method.getAnnotation(Operation.class);
        assertThat(allowed).as("%s says who may call it", method).isNotNull();
        assertThat(operation).as("%s says what it does", method).isNotNull();
        Path below = method.getAnnotation(Path.class);
        return new Endpoint(
                verb, base + (below == null ? "" : below.value()), Set.of(allowed.value()), operation.summary());
    }

    /** The HTTP method of a resource method; empty for every other method. */
    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String name(Callers caller) {
        return caller.name().toLowerCase(Locale.ROOT);
    }
}
