package io.jsec.linux;

import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Profiles of AppArmor, as far as a process without privileges may ask: since 5.8 in a directory of
 * its own, whatever other security modules there are.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/LSM/apparmor.html">AppArmor</a>
 */
public final class AppArmor {
    private static final String ENABLED = "/sys/module/apparmor/parameters/enabled";
    private static final Path OWN = Path.of("/proc/thread-self/attr/apparmor/current");

    private AppArmor() {}

    /** Whether the kernel runs with it. */
    static boolean isOn(HostFiles host) {
        return host.text(ENABLED).equals(Optional.of("Y"));
    }

    /**
     * Whether this process could enter a profile. The kernel is asked and nothing changes: it says
     * no to a profile that is not loaded too.
     */
    public static boolean mayEnter(HostFiles host, String profile) {
        if (!isOn(host)) {
            return false;
        }
        try (Fd fd = Openat2.open(OWN, Fcntl.O_WRONLY, 0)) {
            fd.write(("permprofile " + profile).getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (LinuxException e) {
            return false;
        }
    }

    /**
     * The profile of a process and its mode: {@code jsec-container (enforce)}.
     *
     * @param proc where procfs is mounted
     * @return empty where there is no such process or no AppArmor
     */
    public static Optional<String> of(Path proc, int pid) {
        Path file = proc.resolve(Integer.toString(pid)).resolve("attr/apparmor/current");
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
