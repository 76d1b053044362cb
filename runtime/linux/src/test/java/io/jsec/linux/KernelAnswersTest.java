package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls whose answer another source of the same host confirms. */
@Tag("kernel")
class KernelAnswersTest {
    private static final HostFiles HOST = HostFiles.here();

    @TempDir Path directory;

    @Test
    void uname_agrees_with_procfs() {
        KernelName name = Uname.read();
        assertThat(name.system()).isEqualTo("Linux");
        assertThat(HOST.text("/proc/sys/kernel/osrelease")).contains(name.release());
        assertThat(HOST.text("/proc/sys/kernel/hostname")).contains(name.node());
        assertThat(KernelVersion.parse(name.release())).isPresent();
    }

    @Test
    void ids_agree_with_procfs() {
        assertThat(status("Uid:")[1]).isEqualTo(Integer.toString(Identity.uid()));
        assertThat(status("Uid:")[2]).isEqualTo(Integer.toString(Identity.effectiveUid()));
        assertThat(status("Gid:")[1]).isEqualTo(Integer.toString(Identity.gid()));
        String[] groups = status("Groups:");
        assertThat(Identity.groups())
                .containsExactly(
                        Arrays.stream(groups).skip(1).mapToInt(Integer::parseInt).toArray());
    }

    @Test
    void limits_agree_with_procfs() {
        Rlimit files = Rlimits.of(Resource.NOFILE);
        String line =
                HOST.lines("/proc/self/limits").stream()
                        .filter(l -> l.startsWith("Max open files"))
                        .findFirst()
                        .orElseThrow();
        String[] words = line.trim().split("\\s+", -1);
        assertThat(words[3]).isEqualTo(limit(files.soft()));
        assertThat(words[4]).isEqualTo(limit(files.hard()));
        assertThat(Resource.RTTIME.number()).isEqualTo(15);
    }

    @Test
    void attributes_of_the_process_agree_with_procfs() {
        assertThat(status("NoNewPrivs:")[1]).isEqualTo(Prctl.hasNoNewPrivs() ? "1" : "0");
        long bounding = Long.parseUnsignedLong(status("CapBnd:")[1], 16);
        assertThat(Prctl.bounding(0)).hasValue((int) (bounding & 1));
        assertThat(Prctl.bounding(63)).isEmpty();
        boolean before = Prctl.isDumpable();
        Prctl.dumpable(false);
        assertThat(Prctl.isDumpable()).isFalse();
        Prctl.dumpable(before);
    }

    @Test
    void a_file_is_what_the_java_library_says() throws Exception {
        Path file = Files.writeString(directory.resolve("f"), "12345");
        FileStatus status = Statx.of(file).orElseThrow();
        assertThat(status.isRegularFile()).isTrue();
        assertThat(status.bytes()).isEqualTo(5);
        assertThat(status.uid()).isEqualTo(Files.getAttribute(file, "unix:uid"));
        assertThat(status.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
        assertThat(status.links()).isEqualTo(1);
        assertThat(status.mode()).isEqualTo(Files.getAttribute(file, "unix:mode"));
        Path link = Files.createSymbolicLink(directory.resolve("l"), file);
        assertThat(Statx.of(link).orElseThrow().isSymbolicLink()).isTrue();
        assertThat(Statx.of(directory).orElseThrow().isDirectory()).isTrue();
        assertThat(Statx.of(directory.resolve("none"))).isEmpty();
        assertThat(Statx.of(file.resolve("below"))).isEmpty();
        assertThat(Xattr.has(file, "user.none")).isFalse();
    }

    @Test
    void a_number_of_several_digits_is_read_whole_from_a_sysctl() {
        int last = (int) HOST.sysctl("kernel.cap_last_cap").orElseThrow();
        assertThat(last).isGreaterThan(9);
        assertThat(Prctl.bounding(last)).isPresent();
        assertThat(Prctl.bounding(last + 1)).isEmpty();
    }

    @Test
    void a_device_has_its_numbers_and_a_mount_its_id() {
        FileStatus device = Statx.of(Path.of("/dev/null")).orElseThrow();
        assertThat(device.isCharacterDevice()).isTrue();
        assertThat(device.deviceMajor()).isEqualTo(1);
        assertThat(device.deviceMinor()).isEqualTo(3);
        FileStatus proc = Statx.of(Path.of("/proc")).orElseThrow();
        Mount mount =
                Mount.parse(HOST.lines("/proc/self/mountinfo")).stream()
                        .filter(m -> m.target().equals("/proc"))
                        .reduce((first, last) -> last)
                        .orElseThrow();
        assertThat(proc.mountId()).isEqualTo(mount.id());
        assertThat(proc.fileSystem()).isEqualTo(mount.device());
    }

    @Test
    void landlock_answers_a_version_or_that_there_is_none() {
        assertThat(Landlock.abi()).isBetween(0, 100);
    }

    private static String limit(long value) {
        return value == Rlimit.INFINITY ? "unlimited" : Long.toUnsignedString(value);
    }

    private static String[] status(String name) {
        return HOST.lines("/proc/self/status").stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .trim()
                .split("\\s+");
    }
}
