package io.jsec.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Debian that its own systemd boots: in namespaces of this host, over a root file system that
 * outlives a boot. It has no network and no controllers.
 */
final class BootedHost {
    private static final String PACKAGES =
            "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,uidmap,procps";
    private static final int POWER_OFF_SECONDS = 90;

    /** What a machine has before its first process: its arguments are the root and more mounts. */
    private static final String BOOT =
            """
            set -e
            echo $$ > "$2/cgroup.procs"
            exec unshare --cgroup --mount --pid --uts --ipc --net --fork --kill-child sh -c '
                set -e
                root=$1 java=$2 dist=$3
                mount --make-rprivate /
                mount --bind "$root" "$root"
                cd "$root"
                mount -t proc proc proc
                mount -t sysfs -o ro sysfs sys
                mount -t cgroup2 cgroup2 sys/fs/cgroup
                mount -t tmpfs -o mode=755 tmpfs dev
                for name in null zero full random urandom tty net/tun; do
                    mkdir -p "dev/${name%/*}" 2> /dev/null || true
                    rmdir "dev/$name" 2> /dev/null || true
                    touch "dev/$name"
                    mount --bind "/dev/$name" "dev/$name"
                done
                mkdir dev/pts dev/shm
                touch dev/console
                mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
                ln -s pts/ptmx dev/ptmx
                mount -t tmpfs tmpfs dev/shm
                mount -t tmpfs -o mode=755 tmpfs run
                mount -t tmpfs tmpfs tmp
                mkdir -p ".$java" opt/jsec
                mount --bind "$java" ".$java"
                mount --bind "$dist" opt/jsec
                pivot_root . mnt
                umount -l /mnt
                exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /sbin/init \
                    --log-target=console' sh "$1" "$3" "$4"
            """;

    private final Path folder;
    private final Path group;
    private @Nullable Process machine;

    private BootedHost(Path folder, Path group) {
        this.folder = folder;
        this.group = group;
    }

    /**
     * Installs one below a folder; it is off. Without a mirror its test is skipped.
     *
     * @param hierarchy of version 2
     */
    static BootedHost install(Path folder, Path hierarchy) throws IOException {
        Jsec.run("chmod", "755", folder.toString());
        Path root = folder.resolve("root");
        String sources = "cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null";
        Jsec.Result made =
                Jsec.asRoot(folder)
                        .program(
                                "sh",
                                "-c",
                                sources
                                        + " | mmdebstrap --variant=minbase --include="
                                        + PACKAGES
                                        + " bookworm "
                                        + root
                                        + " -");
        assumeTrue(made.exit() == 0, "no-network: mmdebstrap says " + made.err());
        Path group = hierarchy.resolve("jsec/booted-" + ProcessHandle.current().pid());
        return new BootedHost(folder, group);
    }

    /** A path of its root. */
    Path file(String path) {
        return folder.resolve("root" + path);
    }

    /** Switches it on, and waits until its systemd says that it is up. */
    void boot() throws IOException, InterruptedException {
        Files.createDirectories(group);
        machine =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                BOOT,
                                "sh",
                                file("").toString(),
                                group.toString(),
                                System.getProperty("java.home"),
                                Jsec.distribution().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("console").toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
        Until.holds(
                () -> first().isPresent() && isUp(),
                () -> Files.readString(folder.resolve("console")));
    }

    private Optional<ProcessHandle> first() {
        return Objects.requireNonNull(machine).toHandle().children().findFirst();
    }

    /** A unit that fails, as the console's does, makes it degraded. */
    private boolean isUp() {
        String state = root("systemctl", "is-system-running").out().strip();
        return state.equals("running") || state.equals("degraded");
    }

    /** Switches it off, in order. */
    void powerOff() throws InterruptedException {
        Process running = Objects.requireNonNull(machine);
        root("systemctl", "poweroff");
        if (!running.waitFor(POWER_OFF_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not go off");
        }
        machine = null;
    }

    /** Runs a program in it as root, without a session. */
    Jsec.Result root(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(first().orElseThrow().pid()),
                                "--all",
                                "env",
                                "-i",
                                "HOME=/root",
                                "PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        command.addAll(List.of(words));
        return Jsec.asRoot(folder).program(command.toArray(String[]::new));
    }

    /** The same as a user whose systemd runs. */
    Jsec.Result user(String name, int uid, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid",
                                name,
                                "--regid",
                                name,
                                "--init-groups",
                                "env",
                                "HOME=/home/" + name,
                                "USER=" + name,
                                "XDG_RUNTIME_DIR=/run/user/" + uid,
                                "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/" + uid + "/bus"));
        command.addAll(List.of(words));
        return root(command.toArray(String[]::new));
    }

    /** Runs a program of this host's in its network. */
    Jsec.Result network(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(first().orElseThrow().pid()),
                                "--net"));
        command.addAll(List.of(words));
        return Jsec.asRoot(folder).program(command.toArray(String[]::new));
    }

    /** Pulls the plug, and removes everything. */
    void remove() throws IOException, InterruptedException {
        Process running = machine;
        if (running != null) {
            first().ifPresent(ProcessHandle::destroyForcibly);
            running.waitFor();
        }
        Jsec.run("find", group.toString(), "-depth", "-type", "d", "-exec", "rmdir", "{}", "+");
        Jsec.run("rmdir", "--ignore-fail-on-non-empty", group.resolveSibling("").toString());
        // By rm: what is linked to files of the host is not the test framework's to judge.
        Jsec.run("rm", "-rf", file("").toString());
    }
}
