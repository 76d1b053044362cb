package io.jsec.rules;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The properties of the targets of the fuzzer over damaged samples. */
class ReadersFuzzTest {
    private static final int INPUTS = 3_000;
    private static final String JSON =
            "{ } [ ] : , \" \\ null true -1 1e9 \"a\" {} [] \n \u00e9 \0";
    private static final String YAML =
            "{ } [ ] : , - & * ! | > ' \" # % @ ` ~ ? \\ \t \n \u00e9 \0 << !reset ${ } $$"
                    + " \u2028 \ufeff";
    private static final String LINES =
            "RUN FROM COPY $ ${ } && | ; ' \" \\ \n \r\n <<EOF EOF # ` -- = / : @ \u00e9 \0 \\\n";

    private static void check(List<byte[]> samples, String pieces, Consumer<byte[]> target) {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data = Damage.of(samples, pieces, new Random(seed));
            assertThatCode(() -> target.accept(data))
                    .as("seed %s: %s", seed, new String(data, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void any_daemon_json_is_judged_or_refused() {
        check(DaemonFuzz.samples(), JSON, DaemonFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_inspected_objects_are_judged_or_refused() {
        check(InspectFuzz.samples(), JSON, InspectFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_compose_file_is_judged_or_refused() {
        check(ComposeFuzz.samples(), YAML, ComposeFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_waivers_are_read_or_refused() {
        check(WaiverFuzz.samples(), YAML, WaiverFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_rules_of_a_user_are_read_or_refused() {
        check(UserRulesFuzz.samples(), YAML, UserRulesFuzz::fuzzerTestOneInput);
    }

    @Test
    void no_rule_fails_over_a_dockerfile() {
        check(DockerfileRulesFuzz.samples(), LINES, DockerfileRulesFuzz::fuzzerTestOneInput);
    }
}
