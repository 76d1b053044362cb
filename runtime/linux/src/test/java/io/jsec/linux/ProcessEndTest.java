package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessEndTest {
    /** What the tests start: the end of a process can be seen from outside only. */
    static final class Subject {
        private Subject() {}

        public static void main(String[] words) {
            System.out.print("printed ");
            if (words[0].equals("hook")) {
                ProcessEnd.before("last", () -> System.out.print("done "));
            }
            if (words[1].equals("default")) {
                System.exit(4);
            }
            ProcessEnd.with(3);
        }
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Subject.class.getName(),
                                words[0],
                                words[1])
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return out + process.waitFor();
    }

    @Test
    void what_was_printed_is_out_before_the_process_ends_with_its_code() throws Exception {
        assertThat(run("none", "own")).isEqualTo("printed 3");
    }

    @Test
    void what_waits_for_the_end_is_done() throws Exception {
        assertThat(run("hook", "own")).isEqualTo("printed done 3");
    }

    @Test
    void it_is_done_at_any_other_end_too() throws Exception {
        assertThat(run("hook", "default")).isEqualTo("printed done 4");
    }
}
