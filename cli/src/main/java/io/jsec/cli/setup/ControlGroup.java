package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupHost.FileFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

    /** What the helper hands over of a group, and in v2 of its leaf. */
    private static final List<String> HANDED_OVER =
            List.of("", "/cgroup.procs", "/tasks", "/cgroup.threads", "/" + HANDED_DOWN);

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
        Optional<FileFacts> there = host.stat(path);
        if (there.isPresent()) {
            return PRESENT + " " + there.get().uid() + " " + there.get().gid();
        }
        return v2 ? "had " + host.read(parent() + "/" + HANDED_DOWN).orElse("").strip() : ABSENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.must(call(host.helper(), "make-cgroup"));
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (host.stat(parent()).isEmpty()) {
            return;
        }
        if (before.startsWith(PRESENT)) {
            giveBack(host, before.split(" ", -1));
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

    /** To whose it was; a journal without that in it leaves the group as it is. */
    private void giveBack(SetupHost host, String[] words) {
        if (words.length < 3) {
            return;
        }
        long formerUid = Long.parseLong(words[1]);
        long formerGid = Long.parseLong(words[2]);
        for (String group : v2 ? List.of(path, path + "/launch") : List.of(path)) {
            for (String file : HANDED_OVER) {
                host.stat(group + file)
                        .ifPresent(facts ->
                                host.own(group + file, facts.mode(), formerUid, formerGid));
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
