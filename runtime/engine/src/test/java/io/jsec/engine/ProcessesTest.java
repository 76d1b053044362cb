package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessesTest {
    /** A Wednesday. */
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private static final long BOOTED = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();

    @TempDir Path proc = Path.of("/");

    @BeforeEach
    void boot() throws IOException {
        Files.writeString(proc.resolve("stat"), "cpu 1 2 3\nbtime " + BOOTED + "\n");
        Files.writeString(proc.resolve("meminfo"), "MemTotal:  1000000 kB\nMemFree: 5 kB\n");
        Files.createDirectory(proc.resolve("sys"));
    }

    /** Adds a process whose stat has the fields from the third on. */
    private void process(int pid, String namespace, String name, String fields, String command)
            throws IOException {
        Path place = proc.resolve(Integer.toString(pid));
        Files.createDirectories(place.resolve("ns"));
        Files.createSymbolicLink(place.resolve("ns/mnt"), Path.of("mnt:[" + namespace + "]"));
        Files.writeString(place.resolve("stat"), pid + " (" + name + ") " + fields + "\n");
        Files.writeString(
                place.resolve("status"),
                """
                Name:\tx
                Uid:\t1000\t0\t0\t0
                Gid:\t50\t0\t0\t0
                VmLck:\t       4 kB
                VmRSS:\t   10000 kB
                """);
        Files.writeString(place.resolve("cmdline"), command.replace(' ', '\0') + "\0");
    }

    /** Fields of a process that was started some seconds before now. */
    private static String fields(String state, int session, long ticks, int nice, long age) {
        long started = (NOW.getEpochSecond() - BOOTED - age) * 100;
        return state
                + " 1 43 "
                + session
                + " 34817 43 4194560 100 0 0 0 "
                + (ticks - 1)
                + " 1 0 0 20 "
                + nice
                + " 3 0 "
                + started
                + " 10240000 2500 18446744073709551615";
    }

    private TopView top(String arguments) {
        return new Processes(proc, Clock.fixed(NOW, ZoneId.of("UTC")))
                .top(42, OptionalInt.empty(), arguments);
    }

    @Test
    void a_name_that_is_no_text_hides_no_process() throws IOException {
        process(42, "7", "N", fields("S", 42, 200, 0, 100), "N");
        for (String file : List.of("stat", "cmdline")) {
            Path place = proc.resolve("42").resolve(file);
            byte[] bytes = Files.readAllBytes(place);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes[i] == 'N' ? (byte) 0xff : bytes[i];
            }
            Files.write(place, bytes);
        }
        assertThat(top("-o pid,comm,args").processes())
                .containsExactly(List.of("42", "\ufffd", "\ufffd"));
    }

    @Test
    void those_in_the_namespace_of_the_first_are_listed_by_number() throws IOException {
        process(42, "7", "init", fields("S", 42, 200, 0, 100), "init --all");
        process(7, "7", "joined", fields("S", 7, 1, 0, 1), "joined");
        process(1042, "7", "child", fields("R", 42, 1, 0, 1), "child");
        process(41, "8", "stranger", fields("S", 41, 1, 0, 1), "stranger");

        assertThat(top("-o pid,args").processes())
                .containsExactly(
                        List.of("7", "joined"),
                        List.of("42", "init --all"),
                        List.of("1042", "child"));
    }

    @Test
    void without_words_it_is_the_full_format() throws IOException {
        process(42, "7", "a) b", fields("S", 42, 500, 0, 100), "sleep 5");

        TopView top = top("");

        assertThat(top.titles())
                .containsExactly("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
        assertThat(top.processes())
                .containsExactly(
                        List.of("1000", "42", "1", "5", "11:58", "pts/1", "00:00:05", "sleep 5"));
        assertThat(top("-ef")).isEqualTo(top);
        assertThat(top("-e -f")).isEqualTo(top);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aux", "-aux", "a u x", "auxww"})
    void the_users_format_has_their_columns(String words) throws IOException {
        process(42, "7", "sleep", fields("S", 42, 512, 5, 100), "sleep 5");

        TopView top = top(words);

        assertThat(String.join(" ", top.titles()))
                .isEqualTo("USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND");
        assertThat(String.join(" ", top.processes().getFirst()))
                .isEqualTo("1000 42 5.1 1.0 10000 10000 pts/1 SNLsl+ 11:58 0:05 sleep 5");
    }

    @Test
    void shorter_formats_are_as_short_as_those_of_ps() throws IOException {
        process(42, "7", "sleep", fields("S", 1, 512, 0, 100), "sleep 5");

        assertThat(top("-e").titles()).containsExactly("PID", "TTY", "TIME", "CMD");
        assertThat(top("-A").processes().getFirst())
                .containsExactly("42", "pts/1", "00:00:05", "sleep");
        assertThat(top("ax").titles()).containsExactly("PID", "TTY", "STAT", "TIME", "COMMAND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-eo pid,comm | PID COMMAND | 42 sleep",
                "-o pid -o comm | PID COMMAND | 42 sleep",
                "-opid,ppid,pgid,sid | PID PPID PGID SID | 42 1 43 42",
                "o pid,sess | PID SESS | 42 42",
                "axo pid,uid,gid,user | PID UID GID USER | 42 1000 50 1000",
                "-o pid,args,cmd,ucmd | PID COMMAND CMD CMD | 42 sleep 5 sleep 5 sleep",
                "-o pid,%cpu,%mem,c | PID %CPU %MEM C | 42 5.1 1.0 5",
                "-o pid,rss,vsz | PID RSS VSZ | 42 10000 10000",
                "-o pid,s,stat,ni | PID S STAT NI | 42 S SLsl+ 0",
                "-o pid,tty,tname | PID TT TTY | 42 pts/1 pts/1",
                "-o pid,time,bsdtime | PID TIME TIME | 42 00:00:05 0:05",
                "-o pid,etime,etimes | PID ELAPSED ELAPSED | 42 01:40 100",
                "-o pid,nlwp,thcount | PID NLWP THCNT | 42 3 3",
                "-o PID,Comm | PID COMMAND | 42 sleep",
            })
    void chosen_columns_come_as_chosen(String words, String titles, String row) throws IOException {
        process(42, "7", "sleep", fields("S", 42, 512, 0, 100), "sleep 5");

        TopView top = top(words.strip());

        assertThat(String.join(" ", top.titles())).isEqualTo(titles.strip());
        assertThat(String.join(" ", top.processes().getFirst())).isEqualTo(row.strip());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 12:00, 12:00, 00:00",
        "3599, 11:00, 11:00, 59:59",
        "3600, 11:00, 11:00, 01:00:00",
        "43201, Mar03, 23:59, 12:00:01",
        "86399, Mar03, 12:00, 23:59:59",
        "90061, Mar03, Mar03, 1-01:01:01",
    })
    void times_are_written_by_their_age(long age, String stime, String start, String elapsed)
            throws IOException {
        process(42, "7", "sleep", fields("S", 42, 1, 0, age), "sleep 5");

        assertThat(top("-o stime,bsdstart,etime,pid").processes().getFirst())
                .containsExactly(stime, start, elapsed, "42");
    }

    @Test
    void processes_without_arguments_stand_in_brackets() throws IOException {
        process(42, "7", "kept", fields("Z", 42, 1, 0, 1), "");
        Files.writeString(proc.resolve("42/cmdline"), "");

        assertThat(top("-o pid,cmd,comm,stat").processes().getFirst())
                .containsExactly("42", "[kept] <defunct>", "kept <defunct>", "ZLsl+");
    }

    @Test
    void one_that_ends_while_it_is_read_is_left_out() throws IOException {
        process(42, "7", "sleep", fields("S", 42, 1, 0, 1), "sleep 5");
        process(43, "7", "going", fields("S", 42, 1, 0, 1), "going");
        Files.delete(proc.resolve("43/status"));
        process(44, "7", "odd", "S 1", "odd");
        process(45, "7", "open", fields("S", 1, 1, 0, 1), "open");
        Files.writeString(proc.resolve("45/stat"), "45 nothing of the kernel's");

        assertThat(top("-o pid").processes()).containsExactly(List.of("42"));
    }

    @Test
    void the_user_of_a_process_is_the_containers_whichever_slot_it_has() throws IOException {
        process(42, "7", "init", fields("S", 42, 200, 0, 100), "init");
        Path status = proc.resolve("42/status");
        Files.writeString(status, "Name:\tx\nUid:\t131106\t0\t0\t0\nGid:\t50\t0\t0\t0\n");
        Processes processes = new Processes(proc, Clock.systemUTC());

        assertThat(processes.top(42, OptionalInt.of(1), "-o pid,uid,gid").processes())
                .containsExactly(List.of("42", "33", "?"));
        assertThat(processes.top(42, OptionalInt.empty(), "-o pid,uid,gid").processes())
                .containsExactly(List.of("42", "131106", "50"));
    }

    @Test
    void a_first_process_that_is_not_known_is_said() {
        Processes processes = new Processes(proc, Clock.systemUTC());

        assertThatThrownBy(() -> processes.top(0, OptionalInt.empty(), ""))
                .hasMessageContaining("is not known");
        assertThat(processes.top(99, OptionalInt.empty(), "").processes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-T, docker top -T is not supported",
        "-efT, docker top -efT is not supported",
        "--forest, docker top --forest is not supported",
        "-o pid=X, docker top -o pid=X is not supported",
        "'-o pid,lstart', docker top -o lstart (of -o pid\\,lstart) is not supported",
        "-o, docker top -o without columns (of -o) is not supported",
        "-, docker top - is not supported",
        "-p 1, docker top -p (of -p 1) is not supported",
        "1, docker top 1 is not supported",
        "f, docker top f is not supported",
    })
    void what_is_not_carried_out_is_refused_by_name(String words, String message) {
        assertThatThrownBy(() -> PsArguments.columns(words))
                .hasMessageContaining(message.replace("\\", ""));
    }

    @Test
    void columns_without_the_number_are_refused_as_docker_does() {
        assertThatThrownBy(() -> PsArguments.columns("-o comm"))
                .hasMessage("Couldn't find PID field in ps output");
    }

    /** What a real ps says of a process that does not change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid,ppid,pgid,sid,sess,uid,gid,nlwp,ni,tt,tname",
                "pid,comm,args",
                "pid,cmd,ucmd",
                "pid,rss,vsz,s",
                "pid,stat,time,bsdtime,stime,bsdstart",
                "pid,c,pcpu,thcount",
            })
    void a_real_ps_says_the_same(String columns) throws Exception {
        Process cat = new ProcessBuilder("cat").start();
        try {
            // Once it has answered it waits, and takes no more memory.
            cat.outputWriter().append("\n").flush();
            assertThat(cat.getInputStream().read()).isEqualTo('\n');
            while (!waits(cat)) {
                Thread.onSpinWait();
            }
            String pid = Long.toString(cat.pid());
            Process ps = new ProcessBuilder("ps", "-o", columns, "-p", pid).start();
            List<String> real =
                    new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> String.join(" ", line.strip().split("\\s+", -1)))
                            .toList();

            Processes processes =
                    new Processes(Path.of("/proc"), Clock.system(ZoneId.systemDefault()));
            TopView ours = processes.top((int) cat.pid(), OptionalInt.empty(), "-o " + columns);

            assertThat(String.join(" ", ours.titles())).isEqualTo(real.getFirst());
            int at = Arrays.asList(columns.split(",", -1)).indexOf("pid");
            assertThat(ours.processes())
                    .filteredOn(row -> row.get(at).equals(pid))
                    .singleElement()
                    .satisfies(row -> assertThat(String.join(" ", row)).isEqualTo(real.get(1)));
        } finally {
            cat.destroy();
        }
    }

    private static boolean waits(Process process) throws IOException {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        return Files.readString(stat).contains(") S ");
    }
}
