package io.jsec.cli.setup;

import java.util.Arrays;
import java.util.List;

/**
 * A control group handed over to the engine: in cgroup v1 one a hierarchy, in v2 one with a leaf
 * "launch" for the engine's own processes.
 *
 * @param path the group's directory
 * @param v2 which kind
 * @param uid the engine's user
 * @param gid the engine's group
 */
record ControlGroup(String path, boolean v2, long uid, long gid) implements Change {
    private static final String HANDED_DOWN = "cgroup.subtree_control";

    @Override
    public String key() {
        return "control-group " + path;
    }

    @Override
    public String words() {
        return "delegate the control group " + path + " to jsec (its own limits stay root's)";
    }

    private String parent() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    @Override
    public boolean holds(SetupHost host) {
        if (!host.root()) {
            return host.stat(path).filter(facts -> facts.uid() == uid).isPresent();
        }
        return host.stat(path).isPresent()
                && host.run(call(host.helper(), "check-cgroup")).exit() == 0;
    }

    @Override
    public String before(SetupHost host) {
        if (host.stat(path).isPresent()) {
            return PRESENT;
        }
        return v2 ? "had " + host.read(parent() + "/" + HANDED_DOWN).orElse("").strip() : ABSENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.must(call(host.helper(), "make-cgroup"));
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (before.equals(PRESENT) || host.stat(parent()).isEmpty()) {
            return;
        }
        host.must(List.of(host.helper(), "undo-cgroup", "--dir", path));
        if (v2) {
            List<String> had = Arrays.asList(before.split(" ", -1));
            String file = parent() + "/" + HANDED_DOWN;
            for (String controller : host.read(file).orElse("").strip().split(" ", -1)) {
                if (!controller.isEmpty() && !had.contains(controller)) {
                    host.writeKernel(file, "-" + controller);
                }
            }
        }
    }

    private List<String> call(String helper, String verb) {
        return List.of(
                helper,
                verb,
                "--dir",
                path,
                "--uid",
                Long.toString(uid),
                "--gid",
                Long.toString(gid));
    }

    @Override
    public List<List<String>> atBoot() {
        return List.of(call(Layout.INSTALLED_HELPER, "make-cgroup"));
    }
}
