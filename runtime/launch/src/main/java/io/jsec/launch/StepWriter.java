package io.jsec.launch;

/** The fields of each step, in the order of the table. */
final class StepWriter {
    private final PlanWriter out;

    private StepWriter(PlanWriter out) {
        this.out = out;
    }

    static void write(Step step, PlanWriter out) {
        new StepWriter(out).write(step);
    }

    private void write(Step step) {
        switch (step) {
            case Step.Cgroup it -> cgroup(it);
            case Step.Namespaces it -> out.u64(it.flags());
            case Step.IdMap it -> idMap(it);
            case Step.Overlay it -> overlay(it);
            case Step.Mount it -> mount(it);
            case Step.Bind it -> bind(it);
            case Step.Device it -> device(it);
            case Step.Symlink it -> texts(it.target(), it.link());
            case Step.Directory it -> directory(it);
            case Step.Mask it -> out.str(it.path());
            case Step.ReadOnly it -> out.str(it.path());
            case Step.Hostname it -> texts(it.name(), it.domain());
            case Step.Sysctl it -> sysctl(it);
            case Step.Rlimit it -> rlimit(it);
            case Step.Landlock it -> landlock(it);
            case Step.User it -> user(it);
            case Step.Capabilities it -> capabilities(it);
            case Step.Seccomp it -> out.bytes(it.filter().toArray());
            case Step.Stdio it -> numbers(it.mode(), it.rows(), it.columns());
            case Step.Exec it -> exec(it);
            case Step.OomScore it -> out.u32(it.value());
            case Step.Cleanup it -> out.str(it.path());
            case Step.AppArmor it -> out.str(it.profile());
            case Step.Share it -> {
                out.str(it.container());
                out.u64(it.namespaces());
            }
            case Step.Join it -> {
                out.str(it.container());
                out.u64(it.namespaces());
            }
            case Step.PivotRoot _, Step.NoNewPrivs _, Step.ReadOnlyRoot _, Step.LoopbackUp _ -> {}
        }
    }

    private void texts(String... texts) {
        for (String text : texts) {
            out.str(text);
        }
    }

    private void numbers(int... numbers) {
        for (int number : numbers) {
            out.u32(number);
        }
    }

    private void pair(Step.Pair pair) {
        texts(pair.key(), pair.value());
    }

    private void range(IdRange range) {
        out.u32(range.inside());
        out.u32(range.outside());
        out.u32(range.count());
    }

    private void cgroup(Step.Cgroup cgroup) {
        out.str(cgroup.path());
        out.list(cgroup.files(), this::pair);
        out.u32(cgroup.flags());
    }

    private void idMap(Step.IdMap map) {
        out.list(map.uids(), this::range);
        out.list(map.gids(), this::range);
        out.u32(map.setgroups());
    }

    private void overlay(Step.Overlay overlay) {
        out.str(overlay.base());
        out.list(overlay.lowers(), out::str);
        texts(overlay.upper(), overlay.work());
        out.u64(overlay.flags());
    }

    private void mount(Step.Mount mount) {
        texts(mount.type(), mount.source(), mount.target());
        out.u64(mount.flags());
        out.list(mount.options(), this::pair);
        out.u32(mount.how());
    }

    private void bind(Step.Bind bind) {
        texts(bind.source(), bind.target());
        out.u64(bind.attributes());
        out.u32(bind.how());
    }

    private void device(Step.Device device) {
        texts(device.name(), device.target());
        numbers(device.major(), device.minor());
    }

    private void directory(Step.Directory directory) {
        out.str(directory.path());
        numbers(directory.mode(), directory.uid(), directory.gid());
    }

    private void sysctl(Step.Sysctl sysctl) {
        texts(sysctl.name(), sysctl.value());
        out.u32(sysctl.how());
    }

    private void rlimit(Step.Rlimit rlimit) {
        out.u32(rlimit.resource());
        out.u64(rlimit.soft());
        out.u64(rlimit.hard());
    }

    private void landlock(Step.Landlock landlock) {
        out.u64(landlock.handled());
        out.list(
                landlock.rules(),
                rule -> {
                    out.str(rule.path());
                    out.u64(rule.access());
                });
    }

    private void user(Step.User user) {
        numbers(user.uid(), user.gid());
        out.list(user.groups(), group -> out.u32(group));
    }

    private void capabilities(Step.Capabilities sets) {
        out.u64(sets.bounding());
        out.u64(sets.permitted());
        out.u64(sets.effective());
        out.u64(sets.inheritable());
        out.u64(sets.ambient());
    }

    private void exec(Step.Exec exec) {
        out.list(exec.argv(), out::str);
        out.list(exec.env(), out::str);
        out.str(exec.cwd());
        out.u32(exec.how());
    }
}
