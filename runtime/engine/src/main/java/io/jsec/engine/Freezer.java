package io.jsec.engine;

import io.jsec.launch.CgroupView;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Stops and lets go all processes of a container at once, through its control group. */
final class Freezer {
    private final CgroupView cgroups;

    Freezer(CgroupView cgroups) {
        this.cgroups = cgroups;
    }

    /**
     * Freezes.
     *
     * @throws EngineException where no control group can
     */
    void freeze(String id) {
        set(id, "1", "FROZEN", "docker pause");
    }

    /** Thaws. */
    void thaw(String id) {
        set(id, "0", "THAWED", "docker unpause");
    }

    private void set(String id, String v2Word, String v1Word, String verb) {
        switch (cgroups) {
            case CgroupView.V2 v2 ->
                    write(v2.directory().resolve(id).resolve("cgroup.freeze"), v2Word, verb);
            case CgroupView.V1 v1 ->
                    write(
                            v1.hierarchies().stream()
                                    .filter(each -> each.controllers().contains("freezer"))
                                    .findFirst()
                                    .map(each ->
                                            each.directory().resolve(id).resolve("freezer.state"))
                                    .orElseThrow(() ->
                                            missing(
                                                    verb,
                                                    "the freezer is not delegated here",
                                                    "jsec setup, as root")),
                            v1Word,
                            verb);
            case CgroupView.None none -> throw missing(verb, none.why(), none.fix());
        }
    }

    private static EngineException missing(String verb, String why, String fix) {
        return EngineException.unsupported(verb, why, fix);
    }

    private static void write(Path file, String word, String verb) {
        try (Fd fd = Openat2.open(file, Fcntl.O_WRONLY, 0)) {
            fd.write(word.getBytes(StandardCharsets.UTF_8));
        } catch (LinuxException e) {
            throw EngineException.internal(verb + ": " + e.getMessage(), e);
        }
    }
}
