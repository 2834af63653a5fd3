// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.TypedId;
import jakarta.ejb.Stateless;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.annotations.Immutable;
import org.junit.jupiter.api.Test;

/** What entities, messages, resources and services look like, and who may ask the machine for something. */
class CodeRulesTest {
    /** Session beans that are no unit of work of their own, and why. */
    private static final Map<String, String> NO_WORKFLOW = Map.ofEntries(
            Map.entry("MailboxService", "MANDATORY: part of the unit that calls it"),
            Map.entry("TerminalDirectory", "MANDATORY: part of the unit that calls it"),
            Map.entry("AccountDirectory", "MANDATORY: part of the unit that calls it"),
            Map.entry("IdempotencyClaims", "REQUIRES_NEW: takes and frees the keys around units of work"),
            Map.entry("Authenticator", "reads only, before there is a unit of work"),
            Map.entry("ChannelService", "reads, and counts a channel's epoch up; no key, no audit, no event"),
            Map.entry("FindableChannelService", "says which channels are open; no key, no audit, no event"),
            Map.entry("FindableChannelJanitor", "deletes what nobody can see any more"),
            Map.entry("ChannelDirectory", "MANDATORY: part of the unit that calls it"),
            Map.entry("MailboxPositions", "reads only, for all channels of the node"),
            Map.entry("CredentialJanitor", "deletes what nobody can see any more"),
            Map.entry("EnrolmentJanitor", "deletes what nobody can use any more"),
            Map.entry("EnterpriseEventJanitor", "deletes what nobody can see any more"),
            Map.entry("AcknowledgedEventsJanitor", "deletes what nobody needs any more"),
            Map.entry("ExpiredEventsJanitor", "deletes what nobody can see any more"),
            Map.entry("RefusedCallJanitor", "deletes what nobody can see any more"),
            Map.entry("EndedTransferJanitor", "deletes what nobody can see any more"),
            Map.entry("ChallengeJanitor", "deletes what nobody can use any more"),
            Map.entry("PossessionJanitor", "deletes what nobody can use any more"),
            Map.entry("WebhookDeliveryJanitor", "deletes what nobody can see any more"),
            Map.entry("EnterpriseDirectory", "MANDATORY: part of the unit that calls it"),
            Map.entry("TicketJanitor", "deletes what nobody can see any more"),
            Map.entry("AttemptJanitor", "deletes what nobody can see any more"),
            Map.entry("IdempotencyJanitor", "deletes what nobody can see any more"));

    private static final Set<String> RANDOM_SOURCES = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.random.RandomGenerator",
            "com.github.f4b6a3.uuid.UuidCreator");

    private static final Set<String> THREAD_SOURCES = Set.of(
            "java.util.Timer",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.locks.LockSupport",
            "jakarta.enterprise.concurrent.ManagedExecutorService",
            "jakarta.enterprise.concurrent.ManagedScheduledExecutorService");

    private static final Pattern WEASEL_NAME = Pattern.compile(".*(Impl|Manager|Helper|Utils?|Data|VO|DTO)");

    // ----------------------------------------------------------------------------------------------------- entities

    @Test
    void enumsOfEntitiesAreStoredAsText() {
        classes()
                .that(areEntities())
                .should(Product.have(
                        "store enums as text",
                        entity -> entity.getFields().stream()
                                .filter(CodeRulesTest::isStored)
                                .filter(field ->
                                        field.getAllInvolvedRawTypes().stream().anyMatch(JavaClass::isEnum))
                                .filter(field -> !field.isAnnotatedWith(Enumerated.class)
                                        || field.getAnnotationOfType(Enumerated.class)
                                                        .value()
                                                != EnumType.STRING)
                                .map(JavaField::getDescription)
                                .toList()))
                .check(Product.classes());
    }

    @Test
    void entitiesThatChangeCarryAVersion() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .and()
                .areNotAnnotatedWith(Immutable.class)
                .should(Product.have(
                        "carry @Version",
                        entity -> entity.getFields().stream().anyMatch(field -> field.isAnnotatedWith(Version.class))
                                ? Set.of()
                                : Set.of(entity.getName() + " can change and has no version")))
                .check(Product.classes());
    }

    @Test
    void entitiesHaveNoSettersAndShowNoField() {
        classes()
                .that(areEntities())
                .should(Product.have(
                        "have no public setter",
                        entity -> entity.getMethods().stream()
                                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                                .filter(method -> method.getName().matches("set([A-Z].*)?"))
                                .map(JavaMethod::getDescription)
                                .toList()))
                .andShould(Product.have(
                        "have private fields only",
                        entity -> entity.getFields().stream()
                                .filter(field -> !field.getModifiers().contains(JavaModifier.PRIVATE))
                                .map(JavaField::getDescription)
                                .toList()))
                .check(Product.classes());
    }

    private static DescribedPredicate<JavaClass> areEntities() {
        return DescribedPredicate.describe(
                "are entities",
                javaClass -> javaClass.isAnnotatedWith(Entity.class) || javaClass.isAnnotatedWith(Embeddable.class));
    }

    private static boolean isStored(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.TRANSIENT)
                && !field.isAnnotatedWith(Transient.class);
    }

    // ----------------------------------------------------------------------------------------------------- messages

    /** Records, enums, interfaces, typed ids; and final classes without instances, which hold constants and normal forms. */
    @Test
    void whatIsSaidIsAValue() {
        classes()
                .that()
                .resideInAPackage("io.switchboard..wire")
                .should(Product.have("be values", type -> isValue(type) ? Set.of() : Set.of(type.getName())))
                .check(Product.classes());
    }

    @Test
    void viewsAndRequestsAreRecords() {
        classes()
                .that()
                .haveNameMatching(".*(View|Request)")
                .and()
                .resideInAPackage("io.switchboard..wire")
                .should()
                .beRecords()
                .check(Product.classes());
        noClasses()
                .that()
                .haveNameMatching(".*View")
                .should()
                .resideOutsideOfPackage("io.switchboard..wire")
                .check(Product.classes());
    }

    private static boolean isValue(JavaClass type) {
        boolean onlyConstants = type.getModifiers().contains(JavaModifier.FINAL)
                && type.getFields().stream()
                        .allMatch(field -> field.getModifiers().contains(JavaModifier.STATIC))
                && type.getConstructors().stream().allMatch(CodeRulesTest::isPrivate);
        return type.isRecord()
                || type.isEnum()
                || type.isInterface()
                || type.isAssignableTo(TypedId.class)
                || isOfAnEnum(type)
                || onlyConstants;
    }

    /** The table of a switch over an enum, which the compiler makes. */
    private static boolean isOfAnEnum(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isPrivate(JavaConstructor constructor) {
        return constructor.getModifiers().contains(JavaModifier.PRIVATE);
    }

    // ------------------------------------------------------------------------------------------ resources and services

    @Test
    void resourcesAreNamedForTheirCollection() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .haveSimpleNameEndingWith("Resource")
                .andShould()
                .resideInAPackage("io.switchboard..rest")
                .check(Product.classes());
        classes()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .beAnnotatedWith(Path.class)
                .check(Product.classes());
    }

    @Test
    void everySessionBeanIsAUnitOfWorkOrSaysWhyNot() {
        classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .and(DescribedPredicate.describe(
                        "are not excused", bean -> !NO_WORKFLOW.containsKey(bean.getSimpleName())))
                .should()
                .beAnnotatedWith(Workflow.class)
                .check(Product.classes());
        classes()
                .that(DescribedPredicate.describe("are excused", bean -> NO_WORKFLOW.containsKey(bean.getSimpleName())))
                .should()
                .beAnnotatedWith(Stateless.class)
                .andShould()
                .notBeAnnotatedWith(Workflow.class)
                .check(Product.classes());
    }

    @Test
    void namesSayWhatTheThingIs() {
        noClasses().should().haveNameMatching(WEASEL_NAME.pattern()).check(Product.classes());
    }

    // -------------------------------------------------------------------------------------------------- the machine

    @Test
    void nobodyOutsideSharedAsksForTheTime() {
        outsideShared("ask for the time", CodeRulesTest::asksForTime).check(Product.classes());
    }

    @Test
    void nobodyOutsideSharedAsksForARandomSource() {
        outsideShared(
                        "ask for a random source",
                        access -> (RANDOM_SOURCES.contains(owner(access)) && isMakingOrStatic(access))
                                || is(access, "java.util.UUID", "randomUUID")
                                || is(access, "java.lang.Math", "random"))
                .check(Product.classes());
    }

    @Test
    void nobodyOutsideSharedAsksForAThread() {
        outsideShared(
                        "ask for a thread",
                        access -> THREAD_SOURCES.contains(owner(access))
                                || is(access, "java.lang.Thread", JavaConstructor.CONSTRUCTOR_NAME)
                                || is(access, "java.lang.Thread", "sleep")
                                || (owner(access).equals("java.util.concurrent.CompletableFuture")
                                        && access.getName().endsWith("Async"))
                                || access.getName().equals("parallelStream"))
                .check(Product.classes());
    }

    @Test
    void nobodyOutsideSharedAsksForTheEnvironment() {
        outsideShared(
                        "ask for the environment",
                        access -> (owner(access).equals("java.lang.System")
                                        && Set.of("getenv", "getProperty", "getProperties", "setProperty")
                                                .contains(access.getName()))
                                || owner(access).equals("org.eclipse.microprofile.config.ConfigProvider")
                                || owner(access).equals("java.lang.ProcessHandle")
                                || is(access, "java.time.ZoneId", "systemDefault")
                                || is(access, "java.util.TimeZone", "getDefault")
                                || is(access, "java.util.Locale", "getDefault"))
                .check(Product.classes());
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are not of shared.client", type -> !Product.isShared(type, Set.of("client"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(Product.classes());
    }

    /** {@code DatabaseReady} asks for the system's time, not the injected one, and must live where WildFly finds health checks. */
    private static boolean mayAsk(JavaClass type) {
        return Product.isShared(type, Set.of("service", "client"))
                || (Product.isShared(type, Set.of("model"))
                        && type.getSimpleName().equals("DatabaseReady"));
    }

    private static ArchRule outsideShared(String what, java.util.function.Predicate<JavaAccess<?>> asks) {
        return classes()
                .that(DescribedPredicate.describe(
                        "are outside shared.service and shared.client", type -> !mayAsk(type)))
                .should(Product.accessNone("not " + what, asks));
    }

    private static boolean asksForTime(JavaAccess<?> access) {
        boolean clock = owner(access).equals("java.time.Clock")
                && (access.getName().startsWith("system") || access.getName().startsWith("tick"));
        boolean newDate = is(access, "java.util.Date", JavaConstructor.CONSTRUCTOR_NAME)
                && access.getTarget()
                        instanceof com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget made
                && made.getRawParameterTypes().isEmpty();
        return clock
                || newDate
                || (owner(access).startsWith("java.time.") && access.getName().equals("now"))
                || is(access, "java.lang.System", "currentTimeMillis")
                || is(access, "java.lang.System", "nanoTime")
                || is(access, "java.util.Calendar", "getInstance");
    }

    private static boolean isMakingOrStatic(JavaAccess<?> access) {
        return access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                || access.getTarget().resolveMember().stream()
                        .anyMatch(member -> member.getModifiers().contains(JavaModifier.STATIC));
    }

    private static boolean is(JavaAccess<?> access, String owner, String name) {
        return owner(access).equals(owner) && access.getName().equals(name);
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }
}
