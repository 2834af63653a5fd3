// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.switchboard.architecture.Product.Room;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The house: which module and package may use which, and where each technology may appear. */
class ArchitectureTest {
    private static final Set<String> LAYERS = Set.of("model", "service", "wire", "rest", "client");

    /** What every feature stands on; each may use those named, and {@code shared}. Every other feature is a workflow. */
    private static final Map<String, Set<String>> CORE = Map.of(
            "shared",
            Set.of(),
            "accounts",
            Set.of(),
            "servers",
            Set.of("accounts"),
            "mailbox",
            Set.of("accounts"),
            "payments",
            Set.of());

    private static final Set<String> OF_WORKFLOWS = Set.of("accounts", "servers", "mailbox");

    // ------------------------------------------------------------------------------------------------------ rooms

    @Test
    void everyClassLivesInOneRoomOfOneFeature() {
        classes()
                .should(Product.have(
                        "live in io.switchboard.<feature>.<layer>",
                        javaClass -> Product.roomOf(javaClass)
                                        .filter(room -> LAYERS.contains(room.layer()))
                                        .isPresent()
                                ? Set.of()
                                : Set.of(javaClass.getName() + " lives in no room")))
                .check(Product.classes());
    }

    @Test
    void aModuleIsALayerAndNoPackageIsInTwo() {
        Map<String, Set<String>> modulesOfLayers = new TreeMap<>();
        Map<String, Set<String>> layersOfModules = new TreeMap<>();
        for (JavaClass javaClass : Product.classes()) {
            String layer = Product.roomOf(javaClass).map(Room::layer).orElse("none");
            String module = Product.moduleOf(javaClass);
            modulesOfLayers.computeIfAbsent(layer, key -> new TreeSet<>()).add(module);
            layersOfModules.computeIfAbsent(module, key -> new TreeSet<>()).add(layer);
        }
        assertThat(modulesOfLayers.keySet()).isEqualTo(new TreeSet<>(LAYERS));
        assertThat(modulesOfLayers.values())
                .allSatisfy(modules -> assertThat(modules).hasSize(1));
        assertThat(layersOfModules.values())
                .allSatisfy(layers -> assertThat(layers).hasSize(1));
    }

    @Test
    void everyPackageSaysWhatLivesThereAndIsNullMarked() {
        Set<String> packages = new TreeSet<>();
        Product.classes().forEach(javaClass -> packages.add(javaClass.getPackageName()));
        assertThat(packages).isNotEmpty().allSatisfy(name -> {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as("%s is @NullMarked", name)
                    .isTrue();
            assertThat(SourceTree.packageInfo(name))
                    .as("the package-info of %s says what lives there", name)
                    .containsPattern("(?s)/\\*\\*.{30,}\\*/\\s*@NullMarked");
        });
    }

    // ------------------------------------------------------------------------------------------------------ arrows

    @Test
    void theWireDependsOnNothingButValidationAndNullness() {
        classes()
                .that()
                .resideInAPackage("io.switchboard..wire")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.switchboard..wire", "java..", "javax.crypto..", "jakarta.validation..", "org.jspecify..")
                .check(Product.classes());
    }

    @Test
    void dependenciesOfLayersRunDownwards() {
        noClasses()
                .that()
                .resideInAPackage("io.switchboard..model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.switchboard..service", "io.switchboard..rest", "io.switchboard..client")
                .check(Product.classes());
        noClasses()
                .that()
                .resideInAPackage("io.switchboard..service")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.switchboard..rest", "io.switchboard..client")
                .check(Product.classes());
        noClasses()
                .that()
                .resideInAPackage("io.switchboard..rest")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.switchboard..client")
                .check(Product.classes());
        noClasses()
                .that()
                .resideInAPackage("io.switchboard..client")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.switchboard..model", "io.switchboard..service", "io.switchboard..rest")
                .check(Product.classes());
    }

    /** The web sees no entity and no repository: of the state it knows the one refusal, the page that is asked for and what a failure says. */
    @Test
    void theWebSeesNoState() {
        noClasses()
                .that()
                .resideInAPackage("io.switchboard..rest")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are state",
                        target -> target.getPackageName().matches("io\\.switchboard\\.[a-z]+\\.model")
                                && !Set.of("RefusedException", "PageRequest", "DatabaseFailure")
                                        .contains(target.getSimpleName())))
                .check(Product.classes());
    }

    // ---------------------------------------------------------------------------------------------------- features

    @Test
    void featuresUseOnlyWhatTheyStandOn() {
        classes()
                .should(Product.have(
                        "use only features below their own",
                        from -> violations(from, (source, target) -> {
                            if (source.feature().equals(target.feature())
                                    || target.feature().equals("shared")) {
                                return true;
                            }
                            return CORE.getOrDefault(source.feature(), OF_WORKFLOWS)
                                            .contains(target.feature())
                                    || (source.feature().equals("sharing")
                                            && target.feature().equals("payments"));
                        })))
                .check(Product.classes());
    }

    /** The client's rooms are its own service layer: there, features meet in {@code ..client..}. */
    @Test
    void featuresMeetOnlyInServicesAndWire() {
        classes()
                .should(Product.have(
                        "meet other features in ..service.. and ..wire.. only",
                        from -> violations(
                                from,
                                (source, target) -> source.feature().equals(target.feature())
                                        || target.feature().equals("shared")
                                        || target.layer().equals("service")
                                        || target.layer().equals("wire")
                                        || (source.layer().equals("client")
                                                && target.layer().equals("client")))))
                .check(Product.classes());
    }

    @Test
    void featuresAreFreeOfCycles() {
        slices().matching("io.switchboard.(*)..").should().beFreeOfCycles().check(Product.classes());
        slices().matching("io.switchboard.(**)").should().beFreeOfCycles().check(Product.classes());
    }

    private interface Allowed {
        boolean allows(Room source, Room target);
    }

    private static Iterable<String> violations(JavaClass from, Allowed allowed) {
        Room source = Product.roomOf(from).orElseThrow();
        return from.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> Product.roomOf(dependency.getTargetClass())
                        .filter(target -> !allowed.allows(source, target))
                        .isPresent())
                .map(Dependency::getDescription)
                .toList();
    }

    // -------------------------------------------------------------------------------------------------- technologies

    @Test
    void httpIsSpokenOnlyInTheWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.switchboard..rest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "jakarta.faces..", "jakarta.servlet..", "jakarta.websocket..")
                .check(Product.classes());
    }

    @Test
    void sessionBeansLiveOnlyInServices() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.switchboard..service")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ejb..")
                .check(Product.classes());
    }

    /** Repositories, and beside them: where it comes from, the flush before the late writes, the database's clock and its upkeep. */
    @Test
    void onlyRepositoriesHaveTheEntityManager() {
        noClasses()
                .that(DescribedPredicate.describe("are no repository", javaClass -> !isRepository(javaClass)))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.persistence.EntityManager")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.hibernate.Session")
                .check(Product.classes());
    }

    /** {@code DatabaseFailure} reads the SQL state of what the database refused; {@code SchemaMigration} and the embedded database's upkeep ask which database it is. */
    @Test
    void onlyRepositoriesSpeakSql() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are no repository",
                        javaClass -> !isRepository(javaClass)
                                && !Set.of(
                                                "DatabaseFailure",
                                                "SchemaMigration",
                                                "NativeRows",
                                                "EmbeddedDatabase",
                                                "H2Store")
                                        .contains(javaClass.getSimpleName())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(Product.classes());
    }

    private static boolean isRepository(JavaClass javaClass) {
        JavaClass outer = javaClass;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        boolean inModel = Product.roomOf(outer)
                .filter(room -> room.layer().equals("model"))
                .isPresent();
        return inModel
                && (outer.getSimpleName().endsWith("Repository")
                        || (Product.isShared(outer, Set.of("model"))
                                && Set.of("EntityManagers", "PersistenceFlush", "DatabaseClock", "EmbeddedDatabase")
                                        .contains(outer.getSimpleName())));
    }
}
