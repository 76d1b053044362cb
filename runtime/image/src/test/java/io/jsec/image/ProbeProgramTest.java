package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ProbeProgramTest {
    private static final int TRIES_MIN = 60;
    private static final long PROGRAM_BYTES_MAX = 200_000;

    private static List<String> values(JsonNode tries, String field) {
        List<String> values = new ArrayList<>();
        tries.forEach(item -> values.add(item.path(field).asText()));
        return values;
    }

    private static List<String> allowed(JsonNode document) {
        List<String> ids = new ArrayList<>();
        document.at("/data/tries")
                .forEach(item -> {
                    if (item.path("verdict").asText().equals("ALLOWED")) {
                        ids.add(item.path("id").asText());
                    }
                });
        return ids;
    }

    @Test
    void the_program_is_one_small_file() throws Exception {
        assertThat(Files.size(ProbeProgram.path())).isLessThan(PROGRAM_BYTES_MAX);
    }

    @Test
    void the_list_has_at_least_sixty_tries_with_unique_ids() throws Exception {
        ProbeProgram.Run run = ProbeProgram.run("--list", "--format", "json");
        List<String> ids = values(run.json().at("/data/tries"), "id");

        assertThat(run.exit()).isZero();
        assertThat(ids).hasSizeGreaterThanOrEqualTo(TRIES_MIN).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void each_try_has_a_title_a_topic_and_references() throws Exception {
        JsonNode tries = ProbeProgram.run("--list", "--format", "json").json().at("/data/tries");

        assertThat(values(tries, "title")).allMatch(title -> !title.isBlank());
        assertThat(values(tries, "topic")).allMatch(topic -> !topic.isBlank());
        assertThat(tries)
                .allSatisfy(item -> {
                    assertThat(item.path("refs")).isNotEmpty();
                    assertThat(item.path("refs"))
                            .allMatch(ref ->
                                    ref.asText().matches("CVE-\\d{4}-\\d{4,}|[A-Za-z0-9-]+"));
                });
    }

    @Test
    void the_list_as_a_table_has_one_line_a_try() throws Exception {
        int tries = ProbeProgram.run("--list", "--format", "json").json().at("/data/tries").size();

        assertThat(ProbeProgram.run("--list").output().lines()).hasSize(tries);
    }

    @Test
    void the_json_has_the_common_envelope() throws Exception {
        JsonNode document = ProbeProgram.run("--format", "json", "--only", "chroot").json();

        assertThat(document.path("schema").asText()).isEqualTo("jsec.probe/1");
        assertThat(document.at("/tool/name").asText()).isEqualTo("jsec-probe");
        assertThat(document.at("/tool/version").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(document.path("host").asText()).isNotEmpty();
        assertThat(document.path("time").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void the_report_has_all_sections() throws Exception {
        JsonNode report =
                ProbeProgram.run("--format", "json", "--only", "chroot").json().at("/data/report");

        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly("system", "ids", "walls", "namespaces", "mounts", "cgroup");
        assertThat(report.at("/ids/uid_map").asText()).matches("\\d+ \\d+ \\d+(; .*)?");
        assertThat(report.at("/walls/no_new_privs").isBoolean()).isTrue();
        assertThat(report.at("/walls/seccomp").asText()).isIn("off", "filter");
        assertThat(report.at("/namespaces/user").asText()).startsWith("user:[");
        assertThat(report.at("/mounts/count").asInt()).isPositive();
        assertThat(report.at("/mounts/root_type").asText()).isNotEmpty();
    }

    @Test
    void only_the_tries_asked_for_are_made() throws Exception {
        JsonNode document =
                ProbeProgram.run("--only", "chroot", "--only", "fsopen", "--format", "json").json();

        assertThat(values(document.at("/data/tries"), "id"))
                .containsExactlyInAnyOrder("chroot", "fsopen");
        assertThat(document.at("/data/summary/tries").asInt()).isEqualTo(2);
    }

    @Test
    void an_unknown_try_is_a_usage_error() throws Exception {
        ProbeProgram.Run run = ProbeProgram.run("--only", "no-such-try");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).startsWith("jsec-probe: no-such-try: no try has this id");
    }

    @Test
    void wrong_options_are_usage_errors() throws Exception {
        for (List<String> words :
                List.of(
                        List.of("--formt"),
                        List.of("--format"),
                        List.of("--format", "xml"),
                        List.of("--only"),
                        List.of("extra"))) {
            ProbeProgram.Run run = ProbeProgram.run(words.toArray(String[]::new));
            assertThat(run.exit()).as("%s", words).isEqualTo(3);
            assertThat(run.errors()).as("%s", words).contains("usage: jsec-probe");
        }
    }

    @Test
    void without_walls_what_a_jail_must_refuse_is_allowed() throws Exception {
        ProbeProgram.Run run = ProbeProgram.unconfined("--format", "json");
        JsonNode document = run.json();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(allowed(document))
                .contains(
                        "mount-tmpfs",
                        "mount-proc",
                        "mount-bind",
                        "mount-remount-root",
                        "umount",
                        "pivot-root",
                        "fsopen",
                        "fsmount",
                        "open-tree",
                        "move-mount",
                        "mount-setattr",
                        "unshare-user",
                        "unshare-network",
                        "clone-mount",
                        "clone3-pid",
                        "setns-uts",
                        "chroot",
                        "ptrace-parent",
                        "ptrace-me",
                        "memory-read",
                        "memory-write",
                        "pidfd-getfd",
                        "proc-comm",
                        "sysctl-forward",
                        "caps-effective",
                        "regain-by-exec",
                        "setuid-leftovers",
                        "file-capability",
                        "sethostname",
                        "socket-packet",
                        "socket-raw-icmp",
                        "netlink-netfilter",
                        "net-link-add",
                        "name-to-handle",
                        "personality-aslr");
    }

    @Test
    void the_summary_counts_the_verdicts() throws Exception {
        JsonNode document = ProbeProgram.unconfined("--format", "json").json();
        JsonNode summary = document.at("/data/summary");
        List<String> verdicts = values(document.at("/data/tries"), "verdict");

        assertThat(new TreeSet<>(List.of("ALLOWED", "refused", "absent", "killed")))
                .containsAll(verdicts);
        assertThat(summary.path("allowed").asLong()).isEqualTo(count(verdicts, "ALLOWED"));
        assertThat(summary.path("refused").asLong()).isEqualTo(count(verdicts, "refused"));
        assertThat(summary.path("absent").asLong()).isEqualTo(count(verdicts, "absent"));
        assertThat(summary.path("killed").asLong()).isEqualTo(count(verdicts, "killed"));
        assertThat(summary.path("tries").asLong()).isEqualTo(verdicts.size());
    }

    private static long count(List<String> verdicts, String verdict) {
        return verdicts.stream().filter(verdict::equals).count();
    }

    @Test
    void a_refusal_names_its_errno() throws Exception {
        JsonNode item =
                ProbeProgram.unconfined("--only", "swapon", "--format", "json")
                        .json()
                        .at("/data/tries/0");

        assertThat(item.path("verdict").asText()).isEqualTo("refused");
        assertThat(item.path("errno").asText()).isEqualTo("EPERM");
    }

    @Test
    void all_refused_is_exit_zero() throws Exception {
        ProbeProgram.Run run = ProbeProgram.unconfined("--only", "swapon", "--only", "init-module");

        assertThat(run.exit()).isZero();
        assertThat(run.output()).endsWith("0 ALLOWED\n");
    }

    @Test
    void two_runs_leave_nothing_behind() throws Exception {
        List<String> before = traces();
        ProbeProgram.unconfined("--format", "json");
        ProbeProgram.unconfined("--format", "json");

        assertThat(traces()).isEqualTo(before);
    }

    private static List<String> traces() throws Exception {
        List<String> command =
                List.of("sh", "-c", "ls -d /tmp/.jsec-probe* /.jsec-probe* /dev/.jsec-probe* 2>&-");
        return ProbeProgram.execute(command).output().lines().toList();
    }
}
