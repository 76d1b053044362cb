package io.jsec.cli.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units of an engine, as they are read by people and by systemd. */
class ServiceTest {
    private static final String FOLDER = "io/jsec/cli/units/golden/";

    static Service service(boolean system, boolean socket, Path folder) {
        Path command = Path.of(system ? "/usr/local/lib/jsec/bin/jsec" : "/home/x/jsec/bin/jsec");
        return new Service(system, socket, folder, command, Optional.empty(), "jsec");
    }

    @ParameterizedTest
    @CsvSource({
        "user,false,false",
        "user-socket,false,true",
        "system,true,false",
        "system-socket,true,true"
    })
    void the_units_are_these(String name, boolean system, boolean socket) throws IOException {
        StringBuilder all = new StringBuilder();
        for (UnitFile file : service(system, socket, Path.of("/units")).files()) {
            all.append("== ").append(file.path().getFileName()).append('\n');
            all.append(file.content());
        }
        check(name + ".txt", all.toString());
    }

    private static void check(String name, String text) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Path path = Path.of("src/test/resources", FOLDER, name);
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, text);
            return;
        }
        try (InputStream bytes =
                ServiceTest.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            assertThat(bytes).as(name).isNotNull();
            String expected = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).isEqualTo(expected);
        }
    }

    @Test
    void words_are_quoted_as_systemd_reads_them() {
        assertThat(Service.quoted("/a b/50% \"x\"\\$y"))
                .isEqualTo("\"/a b/50%% \\\"x\\\"\\\\$$y\"");
    }

    @Test
    void a_jdk_that_only_the_caller_knows_and_another_group_are_named() {
        Service service =
                new Service(
                        true, true, Path.of("/u"), Path.of("/j"), Optional.of("/my jdk"), "ops");
        assertThat(service.files().get(0).content())
                .contains("\nEnvironment=\"JAVA_HOME=/my jdk\"\n");
        assertThat(service.files().get(1).content()).contains("\nSocketGroup=ops\n");
    }
}
