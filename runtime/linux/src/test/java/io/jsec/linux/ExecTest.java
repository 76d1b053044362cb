package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ExecTest {
    /** What the child JVM runs: prints without a flush, then becomes a shell. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.print("before ");
            Fd kept = Memfd.sealed("kept", "passed".getBytes(StandardCharsets.UTF_8));
            kept.closeOnExec(false);
            Memfd.sealed("closed", new byte[0]);
            String script = "echo $0 $1 $NAME; cat /proc/self/fd/$1; ls -l /proc/$$/fd";
            throw Exec.replace(
                    Path.of("/bin/sh"),
                    List.of("sh", "-c", script, "zero", Integer.toString(kept.number())),
                    Map.of("NAME", "value", "PATH", "/usr/bin:/bin"));
        }
    }

    @Test
    void the_program_takes_the_jvms_place_with_output_arguments_and_descriptors() throws Exception {
        Process jvm =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor()).as(output).isZero();
        assertThat(output).startsWith("before zero ").contains(" value\npassed");
        assertThat(output).contains("memfd:kept").doesNotContain("memfd:closed");
    }

    @Test
    void a_missing_program_is_an_exception_and_the_process_goes_on() {
        assertThatThrownBy(() -> Exec.replace(Path.of("/none"), List.of("none"), Map.of()))
                .matches(e -> ((LinuxException) e).is(Errno.ENOENT))
                .hasMessageContaining("execve(/none)");
        assertThatThrownBy(() -> Exec.replace(Path.of("/"), List.of("x"), Map.of()))
                .hasMessageContaining("not executable");
    }
}
