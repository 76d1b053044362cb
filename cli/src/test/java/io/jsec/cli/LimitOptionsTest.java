package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.CpuQuota;
import io.jsec.launch.CpuSet;
import io.jsec.launch.Limits;
import io.jsec.launch.RefusedException;
import io.jsec.launch.Ulimit;
import io.jsec.linux.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitOptionsTest {
    private final RunOptions options = new RunOptions();

    @Test
    void nothing_asked_for_is_the_default() {
        assertThat(LimitOptions.parse(options)).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void zero_means_not_set_as_with_docker() {
        options.cpuShares = "0";
        options.cpus = "0.0";
        options.memory = "0";
        options.pidsLimit = "0";
        options.shmSize = "0";
        options.cpusetCpus = "";
        assertThat(LimitOptions.parse(options)).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void every_limit_is_read() {
        options.cpuShares = "512";
        options.cpus = "1.5";
        options.memory = "64m";
        options.pidsLimit = "100";
        options.shmSize = "1g";
        options.cpusetCpus = "0-1";
        options.ulimits = List.of("nofile=10:20");
        Limits limits = LimitOptions.parse(options);
        assertThat(limits.cpu().shares()).hasValue(512);
        assertThat(limits.cpu().quota()).contains(new CpuQuota(150_000, 100_000));
        assertThat(limits.memory().bytes()).hasValue(64L << 20);
        assertThat(limits.pids()).hasValue(100);
        assertThat(limits.shmBytes()).isEqualTo(1L << 30);
        assertThat(limits.cpu().cpus()).contains(CpuSet.parse("0-1"));
        assertThat(limits.ulimits()).containsExactly(new Ulimit(Resource.NOFILE, 10, 20));
    }

    @Test
    void the_last_ulimit_of_a_name_counts() {
        options.ulimits = List.of("nofile=10", "core=0", "nofile=30");
        assertThat(LimitOptions.parse(options).ulimits())
                .containsExactly(
                        new Ulimit(Resource.NOFILE, 30, 30), new Ulimit(Resource.CORE, 0, 0));
    }

    @Test
    void minus_one_lifts_the_limit_on_processes() {
        options.pidsLimit = "-1";
        assertThat(LimitOptions.parse(options).pids()).hasValue(Limits.PIDS_UNLIMITED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1", "-5", "262145", "9999999999", "1.5"})
    void shares_out_of_range_are_refused(String text) {
        options.cpuShares = text;
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "0.001", "1.000001", "1e3", "99999", "1,5", "0x2"})
    void processors_the_kernel_cannot_count_are_refused(String text) {
        options.cpus = text;
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5m", "1", "x", "-1"})
    void memory_below_6_mebibytes_is_refused(String text) {
        options.memory = text;
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "x", "99999999"})
    void a_limit_on_processes_out_of_range_is_refused(String text) {
        options.pidsLimit = text;
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nofile", "nofile=", "nofile=2:1", "frob=1", "nofile=x", "=1"})
    void a_malformed_ulimit_is_refused(String text) {
        options.ulimits = List.of(text);
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "3-1", "-", "0-99999", "0,,1"})
    void a_malformed_list_of_processors_is_refused(String text) {
        options.cpusetCpus = text;
        refused();
    }

    private void refused() {
        assertThatThrownBy(() -> LimitOptions.parse(options))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(" refused: ")
                .hasMessageContaining(". Instead: ");
    }
}
