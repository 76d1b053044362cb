package io.jsec.launch;

import io.jsec.linux.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a started container is, held against its plan: ids, capabilities, walls, namespaces, limits
 * and the command. {@link MountComparison} does the mounts.
 */
final class PlanComparison {
    private static final Map<Resource, String> LIMIT_TITLES =
            Map.of(
                    Resource.CORE, "Max core file size",
                    Resource.NOFILE, "Max open files",
                    Resource.FSIZE, "Max file size");

    private final LaunchPlan plan;
    private final IdentityForm identity;
    private final ProcReader process;
    private final List<String> differences = new ArrayList<>();

    private PlanComparison(LaunchPlan plan, IdentityForm identity, ProcReader process) {
        this.plan = plan;
        this.identity = identity;
        this.process = process;
    }

    /** Every difference, empty for none; the reader is this very process. */
    static List<String> compare(LaunchPlan plan, IdentityForm identity, long pid)
            throws IOException {
        ProcReader process = new ProcReader(pid);
        PlanComparison comparison = new PlanComparison(plan, identity, process);
        comparison.ids();
        comparison.privileges();
        comparison.namespaces();
        comparison.limits();
        comparison.command();
        comparison.groups();
        comparison.differences.addAll(MountComparison.compare(plan, process.mounts()));
        return comparison.differences;
    }

    private void same(String what, Object planned, Object actual) {
        if (!Objects.equals(planned, actual)) {
            differences.add(what + ": planned " + planned + ", is " + actual);
        }
    }

    private <T extends Step> T only(Class<T> kind) {
        return plan.steps(kind).getFirst();
    }

    private void ids() throws IOException {
        Step.IdMap map = only(Step.IdMap.class);
        same("uid_map", outside(map.uids(), identity.engineUids()), process.idMap("uid"));
        same("gid_map", outside(map.gids(), identity.engineGids()), process.idMap("gid"));
        same("setgroups", map.setgroups() == 1 ? "allow" : "deny", process.text("setgroups"));
        ProcReader.Status status = process.status();
        Step.User user = only(Step.User.class);
        String uid = host(user.uid(), map.uids(), identity.engineUids());
        String gid = host(user.gid(), map.gids(), identity.engineGids());
        same("Uid", List.of(uid, uid, uid, uid), status.of("Uid"));
        same("Gid", List.of(gid, gid, gid, gid), status.of("Gid"));
        List<String> groups =
                user.groups().stream()
                        .map(group -> host(group, map.gids(), identity.engineGids()))
                        .sorted()
                        .toList();
        same("Groups", groups, status.of("Groups").stream().sorted().toList());
    }

    /** Lines of a map of E as lines of a map of the host. */
    private static List<IdRange> outside(List<IdRange> lines, List<IdRange> engine) {
        return lines.stream()
                .map(line -> new IdRange(line.inside(), up(line.outside(), engine), line.count()))
                .toList();
    }

    private static String host(long id, List<IdRange> lines, List<IdRange> engine) {
        return Long.toString(up(up(id, lines), engine));
    }

    private static long up(long id, List<IdRange> lines) {
        return lines.stream()
                .filter(line -> id >= line.inside() && id < line.inside() + line.count())
                .mapToLong(line -> line.outside() + id - line.inside())
                .findFirst()
                .orElseThrow();
    }

    private void privileges() throws IOException {
        ProcReader.Status status = process.status();
        Step.Capabilities sets = only(Step.Capabilities.class);
        boolean root = only(Step.User.class).uid() == 0;
        long held = root ? sets.bounding() : 0;
        same("CapBnd", hex(sets.bounding()), status.of("CapBnd"));
        same("CapPrm", hex(held), status.of("CapPrm"));
        same("CapEff", hex(held), status.of("CapEff"));
        same("CapInh", hex(0), status.of("CapInh"));
        same("CapAmb", hex(0), status.of("CapAmb"));
        same(
                "NoNewPrivs",
                List.of(plan.steps(Step.NoNewPrivs.class).isEmpty() ? "0" : "1"),
                status.of("NoNewPrivs"));
        boolean filtered = !plan.steps(Step.Seccomp.class).isEmpty();
        same("Seccomp", List.of(filtered ? "2" : "0"), status.of("Seccomp"));
        same("Seccomp_filters", List.of(filtered ? "1" : "0"), status.of("Seccomp_filters"));
        same("TracerPid", List.of("0"), status.of("TracerPid"));
        same(
                "oom_score_adj",
                Integer.toString(only(Step.OomScore.class).value()),
                process.text("oom_score_adj"));
    }

    private static List<String> hex(long bits) {
        return List.of(String.format(Locale.ROOT, "%016x", bits));
    }

    private void namespaces() throws IOException {
        long flags = only(Step.Namespaces.class).flags();
        ProcReader reader = new ProcReader(ProcessHandle.current().pid());
        for (NamespaceKind kind : NamespaceKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            same(
                    name + " namespace is private",
                    (flags & kind.flag()) != 0,
                    !process.namespace(name).equals(reader.namespace(name)));
        }
        List<String> pids = process.status().of("NSpid");
        same("depth of pid namespaces", 3, pids.size());
        same("pid inside", "1", pids.getLast());
    }

    private void limits() throws IOException {
        for (Step.Rlimit limit : plan.steps(Step.Rlimit.class)) {
            Resource resource = Resource.ofNumber(limit.resource()).orElseThrow();
            String title = Objects.requireNonNull(LIMIT_TITLES.get(resource));
            same(
                    title,
                    List.of(Ulimit.show(limit.soft()), Ulimit.show(limit.hard())),
                    process.limit(title));
        }
    }

    private void command() throws IOException {
        Step.Exec exec = only(Step.Exec.class);
        boolean init = (exec.how() & Step.Exec.INIT) != 0;
        same("descriptors", init ? List.of() : List.of(0, 1, 2), process.descriptors());
        if (!init) {
            same("cmdline", exec.argv(), process.strings("cmdline"));
            same("environ", exec.env(), process.strings("environ"));
            same("cwd", exec.cwd(), process.link("cwd"));
        }
    }

    /** It is in each planned group, whose files hold what was written. */
    private void groups() throws IOException {
        String joined = process.text("cgroup");
        for (Step.Cgroup cgroup : plan.steps(Step.Cgroup.class)) {
            Path group = Path.of(cgroup.path());
            same(
                    "joined " + group,
                    true,
                    joined.lines().anyMatch(line -> line.endsWith(group.getFileName().toString())));
            for (Step.Pair file : cgroup.files()) {
                String value = Files.readString(group.resolve(file.key())).strip();
                same(file.key(), file.value(), value);
            }
        }
    }
}
