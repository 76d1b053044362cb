package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.audit.collect.CertificateFuzz;
import io.jsec.audit.collect.HttpReplyFuzz;
import io.jsec.audit.saved.SavedImagesFuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The properties of the targets of the fuzzer over damaged samples. */
class SettingsFuzzTest {
    private static final int INPUTS = 2_000;

    private interface Target {
        void accept(byte[] data) throws Exception;
    }

    private static void check(List<byte[]> samples, String pieces, Target target) {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data = Damage.of(samples, pieces, new Random(seed));
            ThrowingCallable one = () -> target.accept(data);
            assertThatCode(one).as("seed %s", seed).doesNotThrowAnyException();
        }
    }

    @Test
    void any_configuration_is_read_or_refused() {
        check(
                ConfigurationFuzz.samples(),
                "{ } [ ] : , - & * ! | ' \" # \\ \n \t \0 on off high ~",
                ConfigurationFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_baseline_is_read_or_refused() {
        check(
                BaselineFuzz.samples(),
                "{ } [ ] : , \" \\ null 1 \"\" \0 {}",
                BaselineFuzz::fuzzerTestOneInput);
    }

    @Test
    void anything_of_git_is_read_or_refused() {
        check(
                GitFuzz.samples(),
                "[ ] = \" \\ # \n \t \0 core x 1 -1 ref: refs/ /",
                GitFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_reply_of_an_engine_is_read_or_refused() {
        check(
                HttpReplyFuzz.samples(),
                "\r\n \n : 0 f ; 99999999999 -1 HTTP/1.1 chunked \0",
                HttpReplyFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_certificates_are_read_or_refused() {
        check(
                CertificateFuzz.samples(),
                "----- A = / + \n \r\n \0 -----BEGIN",
                CertificateFuzz::fuzzerTestOneInput);
    }

    @Test
    void any_saved_image_is_read_or_is_a_problem() {
        check(
                SavedImagesFuzz.samples(),
                "\0 { } [ ] \" : / .. sha256: 7777777 -1 \u0080",
                SavedImagesFuzz::fuzzerTestOneInput);
    }

    @Test
    void a_fingerprint_of_nothing_is_none() {
        String text = "{\"schema\": \"jsec.baseline/1\", \"data\": [{\"fingerprint\": \" \"}]}";
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Baseline.read("baseline.json", data))
                .hasMessage("no fingerprint is given");
    }
}
