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

    /** The file of a control group, and what is written to it. */
    private record Switch(Path file, String freeze, String thaw) {}

    /**
     * That a container can be frozen.
     *
     * @param what cannot be done otherwise
     * @param instead a way to do it without, with a comma behind it, or nothing
     * @throws EngineException where no control group can
     */
    void require(String id, String what, String instead) {
        var _ = of(id, what, instead);
    }

    /**
     * Freezes.
     *
     * @throws EngineException where no control group can
     */
    void freeze(String id) {
        Switch group = of(id, "docker pause", "");
        write(group.file(), group.freeze(), "docker pause");
    }

    /** Thaws. */
    void thaw(String id) {
        Switch group = of(id, "docker unpause", "");
        write(group.file(), group.thaw(), "docker unpause");
    }

    private Switch of(String id, String what, String instead) {
        return switch (cgroups) {
            case CgroupView.V2 v2 ->
                    new Switch(v2.directory().resolve(id).resolve("cgroup.freeze"), "1", "0");
            case CgroupView.V1 v1 ->
                    v1.hierarchies().stream()
                            .filter(each -> each.controllers().contains("freezer"))
                            .findFirst()
                            .map(each -> each.directory().resolve(id).resolve("freezer.state"))
                            .map(file -> new Switch(file, "FROZEN", "THAWED"))
                            .orElseThrow(() ->
                                    EngineException.unsupported(
                                            what,
                                            "the freezer is not delegated here",
                                            instead + "jsec setup, as root"));
            case CgroupView.None none ->
                    throw EngineException.unsupported(what, none.why(), instead + none.fix());
        };
    }

    private static void write(Path file, String word, String verb) {
        try (Fd fd = Openat2.open(file, Fcntl.O_WRONLY, 0)) {
            fd.write(word.getBytes(StandardCharsets.UTF_8));
        } catch (LinuxException e) {
            throw EngineException.internal(verb + ": " + e.getMessage(), e);
        }
    }
}
