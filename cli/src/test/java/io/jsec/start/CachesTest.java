package io.jsec.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The caches of loaded classes that the distribution's verbs start from. */
@Tag("e2e")
class CachesTest {
    private static final String RULES =
            """
            rules:
              - id: ACME-C-001
                kind: container
                severity: high
                title: No container is privileged
                why: It could do anything.
                fix: Take it away.
                deny: container.privileged
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "version,                          client",
        "ps -a,                            client",
        "doctor,                           jsec",
        "run --rm true,                    client",
        "run --rm --rootfs / true,         jsec",
        "rm --standalone x,                jsec",
        "audit,                            audit",
        "audit --format json,              audit",
        "audit --rules mine.yaml,          rules",
        "audit --rules=mine.yaml,          rules",
        "policy check,                     audit",
        "policy rules,                     audit",
        "policy test,                      rules"
    })
    void a_verb_starts_from_the_cache_that_holds_what_it_needs(String words, String cache)
            throws IOException {
        assertThat(choice(words)).isEqualTo(cache);
    }

    @Test
    void a_check_of_a_tree_with_rules_of_its_own_starts_from_the_cache_with_their_classes()
            throws IOException {
        Files.createDirectories(folder.resolve(".jsec/rules"));

        assertThat(choice("policy check")).isEqualTo("rules");
        assertThat(choice("policy rules")).isEqualTo("audit");
        assertThat(choice("audit")).isEqualTo("audit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsec", "client", "audit", "rules"})
    void a_cache_that_is_damaged_is_passed_over_in_silence(String cache) throws IOException {
        Path copy = copyOfDistribution();
        Files.writeString(copy.resolve("lib/" + cache + ".aot"), "not a cache");

        Ran ran = run(copy.resolve("bin/jsec"), cache);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsec", "client", "audit", "rules"})
    void a_cache_of_other_jars_is_passed_over_in_silence(String cache) throws IOException {
        Path copy = copyOfDistribution();
        Path jar = copy.resolve("lib/jsec.jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));

        Ran ran = run(copy.resolve("bin/jsec"), cache);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsec", "client", "audit", "rules"})
    void each_cache_fits_the_start_it_is_for(String cache) throws IOException {
        Path copy = copyOfDistribution();
        Path strict = copy.resolve("bin/strict");
        String script =
                Files.readString(copy.resolve("bin/jsec"))
                        .replace(
                                "${cache:+\"-XX:AOTCache=",
                                "-XX:AOTMode=on ${cache:+\"-XX:AOTCache=");
        StandInJdk.executable(strict, script);

        Ran ran = run(strict, cache);

        assertThat(script).contains("-XX:AOTMode=on ${cache:+");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    /** Something that starts from a cache, and finds nothing. */
    private Ran run(Path script, String cache) throws IOException {
        Files.writeString(folder.resolve("inspect.json"), "[]");
        Files.writeString(folder.resolve("rules.yaml"), RULES);
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(
                switch (cache) {
                    case "jsec" -> List.of("help");
                    case "client" -> List.of("version");
                    case "audit" -> List.of("audit", "--inspect", "inspect.json");
                    case "rules" ->
                            List.of("audit", "--inspect", "inspect.json", "--rules", "rules.yaml");
                    default -> throw new IllegalArgumentException(cache);
                });
        return Ran.with(Map.of("HOME", folder.toString()), folder, command);
    }

    /** The name of the cache that the start script hands to Java. */
    private String choice(String words) throws IOException {
        Path jdk = folder.resolve("jdk");
        if (!Files.exists(jdk)) {
            StandInJdk.make(jdk, "25");
        }
        // Root would hand some verbs over to another user.
        List<String> command =
                new ArrayList<>(List.of("unshare", "--user", Distribution.jsec().toString()));
        command.addAll(List.of(words.split(" ")));
        Ran ran = Ran.with(Map.of("JAVA_HOME", jdk.toString()), folder, command);
        return ran.out()
                .lines()
                .filter(line -> line.startsWith("arg=-XX:AOTCache="))
                .map(line -> line.replaceAll(".*/lib/(\\w+)\\.aot", "$1"))
                .findFirst()
                .orElse(ran.toString());
    }

    private Path copyOfDistribution() {
        Path copy = folder.resolve("copy");
        Ran ran =
                Ran.with(
                        Map.of(),
                        folder,
                        List.of("cp", "-a", Distribution.folder().toString(), copy.toString()));
        assertThat(ran.code()).as(ran.err()).isZero();
        return copy;
    }
}
