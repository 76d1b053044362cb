package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.launch.FilterBytes;
import io.jsec.launch.IdRange;
import io.jsec.launch.Step;
import io.jsec.linux.abi.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepSentencesTest {
    private static final Step.Exec EXEC = new Step.Exec(List.of("frob", "-x"), List.of(), "/w", 0);
    private static final Step.Exec EXEC_PATH =
            new Step.Exec(List.of("/bin/frob"), List.of(), "/", 0);

    private static final List<IdRange> MAP = List.of(new IdRange(0, 0, 65_536));

    /** One row of the table: a step, the call in it that failed, and with what. */
    record Row(Step step, String call, int errno, String subject) {
        CliException sentence() {
            return StepSentences.of(step, new LaunchFailure(call, errno, subject));
        }
    }

    @Test
    void every_failing_step_and_number_has_its_sentence() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Row row : table()) {
            CliException e = row.sentence();
            text.append(row.step().getClass().getSimpleName())
                    .append(' ')
                    .append(row.call())
                    .append(' ');
            text.append(row.errno() == 0 ? "-" : Errno.name(row.errno()));
            text.append(" -> ").append(e.exitCode()).append('\n');
            text.append("    ").append(e.getMessage()).append('\n');
        }
        Golden.check("step-sentences.txt", text.toString());
    }

    @Test
    void the_table_holds_every_kind_of_step() {
        Set<String> kinds =
                Stream.of(Step.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet());
        assertThat(
                        table().stream()
                                .map(row -> row.step().getClass().getSimpleName())
                                .collect(Collectors.toSet()))
                .isEqualTo(kinds);
    }

    @ParameterizedTest
    @MethodSource("table")
    void every_sentence_says_what_why_and_what_instead_on_one_line(Row row) {
        assertThat(row.sentence().getMessage())
                .matches("JSEC-C-0\\d\\d .+ failed: .+\\. Instead: .+")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("everyNumber")
    void no_error_number_is_without_a_sentence(Row row) {
        CliException e = row.sentence();
        assertThat(e.getMessage()).contains(row.call());
        assertThat(e.exitCode()).isBetween(125, 127);
    }

    @Test
    void only_the_command_itself_exits_126_and_127() {
        for (Row row : table()) {
            if (row.sentence().exitCode() != 125) {
                assertThat(row.step()).isInstanceOf(Step.Exec.class);
            }
        }
    }

    static List<Row> everyNumber() {
        List<Row> rows = new ArrayList<>();
        Set<Step> steps = table().stream().map(Row::step).collect(Collectors.toSet());
        for (Step step : steps) {
            for (int errno = 0; errno <= 133; errno += 7) {
                rows.add(new Row(step, "call", errno, ""));
            }
        }
        return rows;
    }

    static List<Row> table() {
        List<Row> rows = new ArrayList<>();
        addMounts(rows);
        addCgroups(rows);
        addProcess(rows);
        addExec(rows);
        return rows;
    }

    private static void addMounts(List<Row> rows) {
        Step.Overlay overlay = new Step.Overlay("/", List.of("srv/root"), "u", "w", 0);
        for (int errno : new int[] {Errno.ENODEV, Errno.EPERM, Errno.EINVAL, Errno.EACCES, 5}) {
            rows.add(new Row(overlay, "mount", errno, "overlay"));
        }
        Step.Mount proc = new Step.Mount("proc", "proc", "/proc", 0, List.of(), 1);
        for (int errno : new int[] {Errno.ELOOP, Errno.EPERM, Errno.ENOTDIR, Errno.ENOENT}) {
            rows.add(new Row(proc, "move_mount", errno, "/proc"));
        }
        Step.Mount mqueue = new Step.Mount("mqueue", "mqueue", "/dev/mqueue", 0, List.of(), 1);
        rows.add(new Row(mqueue, "fsopen", Errno.ENODEV, "mqueue"));
        Step.Bind bind = new Step.Bind("/srv/data", "/data", 0, 1);
        for (int errno : new int[] {Errno.EACCES, Errno.ELOOP, Errno.ENOTDIR, Errno.ENOENT, 12}) {
            rows.add(new Row(bind, "open_tree", errno, "/srv/data"));
        }
        rows.add(new Row(new Step.Device("null", "/dev/null", 1, 3), "openat2", Errno.ENODEV, ""));
        rows.add(new Row(new Step.Device("tty", "/dev/tty", 5, 0), "openat2", Errno.EACCES, ""));
        rows.add(new Row(new Step.Symlink("/proc/self/fd", "/dev/fd"), "symlinkat", 17, ""));
        rows.add(new Row(new Step.Directory("/a/b", 0755, 0, 0), "mkdirat", Errno.ELOOP, ""));
        rows.add(new Row(new Step.Mask("/proc/kcore"), "move_mount", Errno.EPERM, ""));
        rows.add(new Row(new Step.ReadOnly("/proc/sys"), "mount_setattr", Errno.EPERM, ""));
        rows.add(new Row(new Step.PivotRoot(), "pivot_root", Errno.EINVAL, ""));
        rows.add(new Row(new Step.ReadOnlyRoot(), "mount_setattr", Errno.EINVAL, ""));
        rows.add(new Row(new Step.Cleanup("/store/x"), "unlinkat", Errno.EBUSY, "upper"));
    }

    private static void addCgroups(List<Row> rows) {
        Step.Cgroup group = new Step.Cgroup("/sys/fs/cgroup/pids/jsec/x", List.of(), 1);
        for (int errno : new int[] {Errno.EACCES, Errno.ENOENT, Errno.EINVAL, Errno.EBUSY, 12}) {
            rows.add(new Row(group, "openat", errno, "pids.max"));
        }
        Step.AppArmor profile = new Step.AppArmor("jsec-container");
        rows.add(new Row(profile, "write", Errno.ENOENT, "jsec-container"));
        rows.add(new Row(new Step.OomScore(100), "write", Errno.EACCES, "oom_score_adj"));
    }

    private static void addProcess(List<Row> rows) {
        Step.Namespaces namespaces = new Step.Namespaces(0x30020000L);
        for (int errno : new int[] {Errno.EPERM, Errno.ENOSPC, Errno.EINVAL, Errno.EAGAIN}) {
            rows.add(new Row(namespaces, "clone3", errno, ""));
        }
        Step.IdMap map = new Step.IdMap(MAP, MAP, 1);
        rows.add(new Row(map, "newuidmap", Errno.ENOENT, "/usr/bin/newuidmap"));
        rows.add(new Row(map, "write", Errno.EPERM, "uid_map"));
        rows.add(new Row(map, "write", Errno.EINVAL, "uid_map"));
        rows.add(new Row(new Step.Hostname("web", ""), "sethostname", Errno.EPERM, ""));
        rows.add(new Row(new Step.Sysctl("net/ipv4/x", "0", 0), "write", Errno.EINVAL, ""));
        Step.Rlimit limit = new Step.Rlimit(7, 1, 2);
        rows.add(new Row(limit, "prlimit64", Errno.EPERM, ""));
        rows.add(new Row(limit, "prlimit64", Errno.EINVAL, ""));
        Step.Landlock landlock = new Step.Landlock(0, List.of());
        rows.add(new Row(landlock, "landlock_restrict_self", Errno.EOPNOTSUPP, ""));
        Step.User user = new Step.User(70000, 0, List.of());
        rows.add(new Row(user, "setresuid", Errno.EINVAL, "70000"));
        rows.add(new Row(user, "setgroups", Errno.EPERM, ""));
        rows.add(new Row(new Step.Capabilities(0, 0, 0, 0, 0), "capset", Errno.EPERM, ""));
        rows.add(new Row(new Step.NoNewPrivs(), "prctl", Errno.EINVAL, ""));
        Step.Seccomp seccomp = new Step.Seccomp(new FilterBytes(new byte[8]));
        rows.add(new Row(seccomp, "seccomp", Errno.EINVAL, ""));
        rows.add(new Row(seccomp, "seccomp", Errno.EACCES, ""));
        rows.add(new Row(new Step.Stdio(3, 24, 80), "ioctl", Errno.ENOSPC, "TIOCGPTPEER"));
        rows.add(new Row(new Step.Stdio(0, 0, 0), "pipe2", Errno.EPERM, ""));
        rows.add(new Row(new Step.LoopbackUp(), "ioctl", Errno.EPERM, "lo"));
        rows.add(new Row(new Step.Join("a".repeat(64), 0x7e020000L), "setns", Errno.ESRCH, ""));
        rows.add(new Row(new Step.Share("b".repeat(64), 0x40000000L), "share", Errno.ESRCH, ""));
    }

    private static void addExec(List<Row> rows) {
        rows.add(new Row(EXEC, "execve", Errno.ENOENT, "frob"));
        rows.add(new Row(EXEC_PATH, "execve", Errno.ENOENT, "/bin/frob"));
        for (int errno : new int[] {Errno.EACCES, Errno.ENOEXEC, Errno.E2BIG, Errno.ELOOP, 22}) {
            rows.add(new Row(EXEC_PATH, "execve", errno, "/bin/frob"));
        }
        rows.add(new Row(EXEC_PATH, "execve", Errno.ENOMEM, "/bin/frob"));
        rows.add(new Row(EXEC, "chdir", Errno.ENOENT, "/w"));
    }
}
