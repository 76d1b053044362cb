package io.jsec.engine;

import io.jsec.launch.LimitFiles;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes limits of a running container in its control groups: all of them or none. */
final class GroupFiles {
    private GroupFiles() {}

    /** What a file held, so that it can be put back. */
    private record Old(Path file, String value) {}

    /**
     * Writes.
     *
     * @throws EngineException for the first that was not taken; what was written before is put back
     */
    static void write(List<LimitFiles.GroupFile> files) {
        List<Old> done = new ArrayList<>();
        boolean all = false;
        try {
            for (LimitFiles.GroupFile each : files) {
                Path file = each.group().resolve(each.file());
                if (!Files.isDirectory(each.group())) {
                    throw EngineException.unsupported(
                            each.option() + " for a running container",
                            "it was started without a limit of this kind, and with cgroup v1 only"
                                    + " a start puts it into such a group",
                            "docker stop, docker update, docker start");
                }
                Old old = new Old(file, before(each, file));
                write(each.option(), file, each.value());
                done.add(old);
            }
            all = true;
        } finally {
            if (!all) {
                done.reversed().forEach(GroupFiles::putBack);
            }
        }
    }

    private static String before(LimitFiles.GroupFile each, Path file) {
        try {
            return each.before(Files.readString(file));
        } catch (IOException e) {
            throw refused(each.option(), e.getMessage());
        }
    }

    private static void write(String option, Path file, String value) {
        try (Fd fd = Openat2.open(file, Fcntl.O_WRONLY, 0)) {
            fd.write(value.getBytes(StandardCharsets.UTF_8));
        } catch (LinuxException e) {
            throw refused(option, e.getMessage());
        }
    }

    private static EngineException refused(String option, @Nullable String why) {
        return EngineException.badParameter(
                option
                        + " refused: the kernel does not take it: "
                        + why
                        + ". Instead: a value it takes; nothing was changed");
    }

    private static void putBack(Old old) {
        try {
            // With its line end: a set that was empty is written too.
            write("", old.file(), old.value() + "\n");
        } catch (EngineException e) {
            // The kernel took this value before; what it holds now, docker stats shows.
        }
    }
}
