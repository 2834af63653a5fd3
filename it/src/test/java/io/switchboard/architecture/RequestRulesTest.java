// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.switchboard.shared.service.Retries;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.ws.rs.PATCH;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The way of one request: validated once, one call, one transaction, and what stands outside of it. */
class RequestRulesTest {
    /** It reads before it waits. */
    private static final Set<String> MORE_THAN_ONE = Set.of("MailboxResource.read");

    /** Comparisons of bytes that are no secrets: whether a request is the same. */
    private static final Map<String, String> NO_SECRETS =
            Map.of("IdempotencyRepository", "the MAC of a request that its sender knows");

    @Test
    void aRequestIsOneCallIntoOneService() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should(Product.have("make one call into one service", type -> {
                    Map<String, Set<String>> calls = new TreeMap<>();
                    type.getMethodCallsFromSelf().stream()
                            .filter(call -> call.getTargetOwner().isAnnotatedWith(Stateless.class))
                            .forEach(call -> calls.computeIfAbsent(
                                            enclosing(call.getOrigin().getName()), name -> new TreeSet<>())
                                    .add(call.getTarget().getFullName()));
                    return calls.entrySet().stream()
                            .filter(entry -> entry.getValue().size() > allowed(type, entry.getKey()))
                            .map(entry -> type.getSimpleName() + "." + entry.getKey() + " calls " + entry.getValue())
                            .toList();
                }))
                .check(Product.classes());
    }

    /** A patch is merged into what is there, which it reads before; the version decides that nothing came in between. */
    private static int allowed(JavaClass type, String method) {
        boolean patch = type.getMethods().stream()
                .anyMatch(candidate -> candidate.getName().equals(method) && candidate.isAnnotatedWith(PATCH.class));
        return patch || MORE_THAN_ONE.contains(type.getSimpleName() + "." + method) ? 2 : 1;
    }

    private static String enclosing(String method) {
        return method.replaceAll("lambda\\$(\\w+)\\$\\d+", "$1");
    }

    @Test
    void aRequestIsValidatedInTheWebAndNowhereElse() {
        noClasses()
                .that()
                .resideInAnyPackage("io.switchboard..service", "io.switchboard..model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.validation..")
                .check(Product.classes());
    }

    @Test
    void retriesStandOutsideOfEveryTransaction() {
        classes()
                .that(DescribedPredicate.describe(
                        "retry",
                        type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency ->
                                        dependency.getTargetClass().isEquivalentTo(Retries.class))))
                .should()
                .notBeAnnotatedWith(Stateless.class)
                .andShould()
                .notBeAnnotatedWith(Workflow.class)
                .check(Product.classes());
    }

    @Test
    void hintsAreSentAfterTheCommit() {
        Set<String> observers = new TreeSet<>();
        for (JavaClass type : Product.classes()) {
            for (JavaMethod method : type.getMethods()) {
                for (Parameter parameter : parameters(method)) {
                    Observes observes = parameter.getAnnotation(Observes.class);
                    if (observes != null && parameter.getType().getName().startsWith("io.switchboard")) {
                        observers.add(method.getFullName());
                        assertThat(observes.during())
                                .as(method.getFullName())
                                .isEqualTo(TransactionPhase.AFTER_SUCCESS);
                    }
                }
            }
        }
        assertThat(observers).anyMatch(name -> name.contains("LocalWakeUps"));
    }

    private static Parameter[] parameters(JavaMethod method) {
        boolean made = method.getModifiers().contains(JavaModifier.SYNTHETIC);
        boolean observes = !made
                && method.getParameters().stream().anyMatch(parameter -> parameter.isAnnotatedWith(Observes.class));
        if (!observes) {
            return new Parameter[0];
        }
        Method reflected = method.reflect();
        return reflected.getParameters();
    }

    @Test
    void noTimerOutlivesItsNode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "jakarta\\.ejb\\.(Schedules?|Timeout|Timer|TimerService|TimerConfig|ScheduleExpression)")
                .check(Product.classes());
    }

    // -------------------------------------------------------------------------------------------------- refusals

    @Test
    void oneSwitchWithoutDefaultMapsKindsToStatuses() {
        Set<String> switching = Product.classes().stream()
                .filter(type -> Product.roomOf(type)
                        .map(room -> room.layer().equals("rest"))
                        .orElse(false))
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(RefusalKind.class)
                                && Set.of("values", "ordinal").contains(call.getName())))
                .map(type -> type.getSimpleName().isEmpty()
                        ? type.getEnclosingClass().map(JavaClass::getSimpleName).orElse("")
                        : type.getSimpleName())
                .map(name -> name.replaceAll("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(switching).containsExactly("Problems");
        String source = SourceTree.read("web/api/src/main/java/io/switchboard/shared/rest/Problems.java");
        assertThat(source).containsOnlyOnce("return switch (kind) {").doesNotContain("default ->", "default:");
    }

    /** A refusal that no integration test has met is one that nobody knows how to provoke. */
    @Test
    void everyRefusalIsMetByAnIntegrationTest() {
        String tests = SourceTree.below("it/src/test/java").stream()
                .filter(file -> file.toString().endsWith("IT.java"))
                .map(SourceTree::read)
                .collect(Collectors.joining());
        Set<String> codes = new TreeSet<>();
        for (JavaClass type : Product.classes()) {
            if (type.isEnum() && type.isAssignableTo(RefusalCode.class)) {
                Arrays.stream(type.reflect().getEnumConstants())
                        .forEach(code -> codes.add(((RefusalCode) code).code()));
            }
        }
        assertThat(codes)
                .hasSizeGreaterThan(15)
                .allSatisfy(code -> assertThat(tests)
                        .as("an integration test that expects %s", code)
                        .containsPattern("[\"\\s:]" + Pattern.quote(code) + "\""));
    }

    // --------------------------------------------------------------------------------------------------- secrets

    /** A secret is looked up by its MAC, or compared in constant time. */
    @Test
    void secretsAreComparedInConstantTime() {
        Set<String> comparing = Product.classes().stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Arrays.class)
                        && Set.of("equals", "compare", "mismatch").contains(call.getName())
                        && call.getTarget()
                                .getRawParameterTypes()
                                .get(0)
                                .getName()
                                .equals("[B"))
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(comparing).containsExactlyInAnyOrderElementsOf(NO_SECRETS.keySet());
        assertThat(Product.classes()
                        .get("io.switchboard.accounts.model.ApiClient")
                        .getMethodCallsFromSelf())
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(java.security.MessageDigest.class)
                        && call.getName().equals("isEqual"));
    }
}
