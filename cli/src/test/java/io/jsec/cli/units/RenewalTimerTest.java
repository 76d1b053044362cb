package io.jsec.cli.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units by which a certificate is renewed. */
class RenewalTimerTest {
    @TempDir Path folder;

    private final ToldSystemd manager = new ToldSystemd();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RenewalTimer timer(boolean system, String host, Path holder, Duration life) {
        return new RenewalTimer(
                system,
                folder.resolve("user"),
                Path.of("/bin/true"),
                Optional.empty(),
                host,
                holder,
                life);
    }

    private RenewalTimer timer(String host) {
        return timer(false, host, Path.of("/home/x/certs/h"), Duration.ofDays(30));
    }

    private Installation installation(RenewalTimer timer) {
        return Installation.of(timer, manager, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Test
    void the_units_are_these() {
        RenewalTimer timer = timer("docker.example.lan:2378");

        assertThat(timer.enabled())
                .matches("jsec-enroll-docker.example.lan-2378-[0-9a-f]{8}\\.timer");
        assertThat(timer.files().getFirst().content())
                .isEqualTo(
                        """
                        [Unit]
                        Description=jsec: renew the certificate for docker.example.lan:2378
                        Documentation=man:jsec-enroll(1)

                        [Service]
                        Type=oneshot
                        ExecStart="/bin/true" enroll --renew --if-due --out "/home/x/certs/h"\
                         "docker.example.lan:2378"
                        NoNewPrivileges=yes
                        TimeoutStartSec=120
                        UMask=0077
                        """);
        assertThat(timer.files().getLast().content())
                .isEqualTo(
                        """
                        [Unit]
                        Description=jsec: renew the certificate for docker.example.lan:2378
                        Documentation=man:jsec-enroll(1)

                        [Timer]
                        OnCalendar=daily
                        RandomizedDelaySec=4h
                        # What was due while the host was off is done when it is on again.
                        Persistent=yes

                        [Install]
                        WantedBy=timers.target
                        """);
    }

    @Test
    void another_host_or_directory_has_other_units_and_the_same_has_the_same() {
        assertThat(timer("a").enabled()).isEqualTo(timer("a").enabled());
        assertThat(timer("a:1").enabled()).isNotEqualTo(timer("a-1").enabled());
        assertThat(timer("a").enabled())
                .isNotEqualTo(timer(false, "a", Path.of("/other"), Duration.ofDays(30)).enabled());
    }

    @Test
    void a_short_life_is_looked_at_each_hour() {
        RenewalTimer timer = timer(true, "h", Path.of("/c"), Duration.ofHours(24));

        assertThat(timer.files().getLast().content()).contains("OnCalendar=hourly\n");
        assertThat(timer.files().getFirst().content()).contains("After=network-online.target\n");
        assertThat(timer.cron()).startsWith("17 * * * * /bin/true enroll --renew --if-due");
    }

    @Test
    void odd_paths_are_one_word_for_systemd_and_for_cron() {
        RenewalTimer timer =
                timer(false, "h", Path.of("/my 100% \"files\"/it's"), Duration.ofDays(30));

        assertThat(timer.files().getFirst().content())
                .contains("--out \"/my 100%% \\\"files\\\"/it's\" \"h\"\n");
        assertThat(timer.cron()).endsWith(" --out '/my 100\\% \"files\"/it'\\''s' h");
    }

    @Test
    void the_timer_is_enabled_and_taken_back_and_no_unit_of_others_with_it() throws Exception {
        RenewalTimer timer = timer("h");
        installation(timer).install();
        assertThat(manager.told())
                .containsExactly("--user daemon-reload", "--user enable --now " + timer.enabled());
        manager.forget();
        Path other = Files.writeString(folder.resolve("user/jsec-enroll-x.timer"), "mine\n");

        installation(timer).uninstall();

        assertThat(manager.told())
                .containsExactly("--user disable --now " + timer.enabled(), "--user daemon-reload");
        assertThat(List.of(folder.resolve("user").toFile().list()))
                .containsExactly(other.toFile().getName());
        installation(timer).uninstall();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("nothing is installed\n");
    }

    @Test
    void a_unit_that_somebody_changed_is_his() throws Exception {
        RenewalTimer timer = timer("h");
        installation(timer).install();
        Path unit = timer.places().getLast();
        Files.writeString(unit, Files.readString(unit) + "OnBootSec=1\n");

        assertThatThrownBy(() -> installation(timer).check())
                .isInstanceOf(Installation.RefusedException.class)
                .hasMessageContaining("was changed after it was written");
        assertThatThrownBy(() -> installation(timer).uninstall())
                .isInstanceOf(Installation.RefusedException.class);
        assertThat(unit).exists();
    }

    @Test
    void systemd_understands_them() throws IOException, InterruptedException {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "no-systemd-analyze: systemd is not installed");
        for (boolean system : List.of(true, false)) {
            RenewalTimer timer =
                    timer(system, "[fd00::1]:2378", Path.of("/a b/50%"), Duration.ofDays(30));
            for (UnitFile file : timer.files()) {
                file.write();
            }
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    analyze.toString(),
                                    "verify",
                                    system ? "--system" : "--user",
                                    "--man=no",
                                    timer.places().getFirst().toString(),
                                    timer.places().getLast().toString())
                            .redirectErrorStream(true);
            // A user's manager has a place of its own.
            builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
            builder.environment().put("HOME", folder.toString());
            Process process = builder.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).doesNotContain("jsec-enroll");
        }
    }
}
