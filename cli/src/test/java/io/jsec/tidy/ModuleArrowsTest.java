package io.jsec.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between modules: who may import whom. */
class ModuleArrowsTest {
    private static final String ERRNO = "com.sun.jna.Native.getLastError";
    private static final Set<String> EVERYTHING = Set.of();

    /** Each package below io.jsec with those it may import. */
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("seccomp", Set.of()),
                    Map.entry("ca", Set.of()),
                    Map.entry("dockerfile", Set.of()),
                    Map.entry("rules", Set.of("dockerfile")),
                    Map.entry("audit", Set.of("dockerfile", "rules", "ca")),
                    Map.entry("ci", Set.of("audit", "dockerfile", "rules", "ca", "seccomp")),
                    Map.entry("linux", Set.of()),
                    Map.entry("journal", Set.of()),
                    Map.entry("launch", Set.of("linux", "seccomp")),
                    Map.entry("image", Set.of("linux")),
                    Map.entry("network", Set.of("linux")),
                    Map.entry(
                            "engine",
                            Set.of("launch", "image", "network", "linux", "journal", "rules")),
                    Map.entry("builder", Set.of("engine", "image", "dockerfile", "rules")),
                    Map.entry("daemon", Set.of("engine", "builder", "journal", "rules", "ca")),
                    Map.entry("cli", EVERYTHING));

    private static final Map<String, String> FOLDERS =
            Map.ofEntries(
                    Map.entry("seccomp", "seccomp-profiles"),
                    Map.entry("ca", "tls-ca"),
                    Map.entry("dockerfile", "policy/dockerfile"),
                    Map.entry("rules", "policy/rules"),
                    Map.entry("audit", "audit"),
                    Map.entry("ci", "ci"),
                    Map.entry("linux", "runtime/linux"),
                    Map.entry("journal", "runtime/journal"),
                    Map.entry("launch", "runtime/launch"),
                    Map.entry("image", "runtime/image"),
                    Map.entry("network", "runtime/network"),
                    Map.entry("engine", "runtime/engine"),
                    Map.entry("builder", "runtime/builder"),
                    Map.entry("daemon", "runtime/daemon"));

    private static final Pattern POM_DEPENDENCY =
            Pattern.compile(
                    "<dependency>\\s*<groupId>io\\.jsec</groupId>\\s*<artifactId>jsec-([^<]+)<");

    private static JavaClasses classes = new ClassFileImporter().importClasses(Set.of());

    @BeforeAll
    static void read_the_classes() {
        classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.jsec");
    }

    @Test
    void every_module_is_seen_and_none_is_unknown() {
        Set<String> seen = new TreeSet<>();
        classes.forEach(type -> seen.add(module(type)));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    @Test
    void classes_import_what_the_matrix_allows_and_nothing_else() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = module(type);
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("io.jsec.")
                        && !allowed(from, module(target))) {
                    wrong.computeIfAbsent(from, key -> new TreeSet<>())
                            .add(type.getSimpleName() + " imports " + target.getName());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void poms_declare_what_the_matrix_allows_and_nothing_else() {
        MAY_IMPORT.forEach((module, mayImport) -> {
            if (!module.equals("cli")) {
                assertThat(pomDependencies(module)).as(module).isSubsetOf(mayImport);
            }
        });
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("io.jsec.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void constants_of_the_kernel_know_no_native_library() {
        noClasses()
                .that()
                .resideInAPackage("io.jsec.linux.abi")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "io.jsec.linux")
                .check(classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seccomp", "ca", "dockerfile", "rules", "audit", "ci"})
    void what_runs_on_ci_machines_has_no_native_code(String module) {
        noClasses()
                .that()
                .resideInAPackage("io.jsec." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "java.lang.foreign..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void only_user_rules_know_cel_and_what_it_brings() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.jsec.rules.cel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cel..", "com.google.common..", "com.google.protobuf..")
                .check(classes);
    }

    @Test
    void nobody_asks_jna_for_the_last_error() {
        noClasses()
                .should()
                .callMethodWhere(
                        com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "is Native.getLastError",
                                        target -> target.getFullName().startsWith(ERRNO))))
                .because("on virtual threads it answers with another call's errno")
                .check(classes);
    }

    @Test
    void java_never_forks_outside_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.jsec.cli..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .check(classes);
    }

    private static boolean allowed(String from, String to) {
        return from.equals(to)
                || from.equals("cli")
                || MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
    }

    /** The first part of the package below io.jsec. */
    private static String module(JavaClass type) {
        String name = type.getPackageName().substring("io.jsec.".length());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static Set<String> pomDependencies(String module) {
        String folder = FOLDERS.get(module);
        String pom = SourceFile.read(SourceFile.root().resolve(folder + "/pom.xml"));
        Set<String> found = new TreeSet<>();
        Matcher dependency = POM_DEPENDENCY.matcher(pom);
        while (dependency.find()) {
            found.add(packageOf(dependency.group(1)));
        }
        return found;
    }

    private static String packageOf(String artifact) {
        return switch (artifact) {
            case "seccomp-profiles" -> "seccomp";
            case "tls-ca" -> "ca";
            case "policy-dockerfile" -> "dockerfile";
            case "policy-rules" -> "rules";
            default -> artifact;
        };
    }
}
