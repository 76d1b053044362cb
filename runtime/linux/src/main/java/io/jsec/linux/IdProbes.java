package io.jsec.linux;

import io.jsec.linux.abi.StatxLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Subordinate ids, and the two programs that map them. */
final class IdProbes {
    private static final int CONTAINER_IDS = 65_536;

    private IdProbes() {}

    static List<Probe> of(HostView host) {
        SubordinateIds ids = host.subordinateIds();
        List<Probe> probes = new ArrayList<>();
        probes.add(program(host, "newuidmap"));
        probes.add(program(host, "newgidmap"));
        probes.add(range(host, "ids.subuid", "/etc/subuid", "user", ids.uidRange()));
        probes.add(range(host, "ids.subgid", "/etc/subgid", "group", ids.gidRange()));
        if (!ids.problems().isEmpty()) {
            probes.add(
                    Probe.degraded(
                            "ids.files",
                            "Is every line of /etc/subuid and /etc/subgid well formed?",
                            "no: " + String.join("; ", ids.problems()),
                            "those lines are left out; correct them"));
        }
        return probes;
    }

    private static Probe program(HostView host, String name) {
        String id = "ids." + name;
        String question = "Is " + name + " there, with the privilege to map ids?";
        Path path = host.files().at("/usr/bin/" + name);
        Optional<FileStatus> status = Statx.of(path);
        if (status.isEmpty()) {
            return Probe.missing(
                    id, question, "no", "containers get no ids of their own; apt install uidmap");
        }
        if ((status.get().mode() & StatxLayout.S_ISUID) != 0) {
            return Probe.ok(id, question, "yes, setuid", "subordinate ids can be mapped");
        }
        if (Xattr.has(path, "security.capability")) {
            return Probe.ok(
                    id, question, "yes, by a file capability", "subordinate ids can be mapped");
        }
        return Probe.missing(
                id,
                question,
                "it is there, neither setuid nor with a file capability",
                "containers get no ids of their own; reinstall uidmap");
    }

    private static Probe range(
            HostView host,
            String id,
            String file,
            String kind,
            Optional<SubordinateIds.Range> range) {
        String name = host.caller().name();
        String question = "How many subordinate " + kind + " ids has " + name + "?";
        String option = "user".equals(kind) ? "--add-subuids" : "--add-subgids";
        if (range.isEmpty()) {
            return Probe.missing(
                    id,
                    question,
                    "none in " + file,
                    "containers have one id only, and only with jsec.degrade=1; usermod "
                            + option
                            + " 100000-165535 "
                            + name);
        }
        long count = range.get().count();
        String answer = count + ", from " + range.get().first();
        if (count < CONTAINER_IDS - 1) {
            return Probe.missing(
                    id,
                    question,
                    answer,
                    "a container needs 65535 beside its root; usermod "
                            + option
                            + " 100000-165535 "
                            + name);
        }
        return Probe.ok(id, question, answer, consequence(count));
    }

    private static String consequence(long count) {
        long slots = count / CONTAINER_IDS - 1;
        return slots < 1
                ? "containers have 65536 ids, shared by all of them (owner form)"
                : "enough for " + slots + (slots == 1 ? " slot" : " slots") + " beside owner form";
    }
}
