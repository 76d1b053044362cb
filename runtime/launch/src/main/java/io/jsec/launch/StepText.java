package io.jsec.launch;

import io.jsec.linux.Resource;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each step does, in the words of mount(8), /proc and the command line. */
final class StepText {
    private StepText() {}

    static String of(Step step) {
        return switch (step) {
            case Step.Cgroup it -> it.path() + files(it.files());
            case Step.Namespaces it -> namespaces(it.flags());
            case Step.IdMap it -> idMap(it);
            case Step.Overlay it -> overlay(it);
            case Step.Mount it -> mount(it);
            case Step.Bind it ->
                    it.source() + " on " + it.target() + " " + MountAttribute.show(it.attributes());
            case Step.Device it ->
                    it.target() + " is character device " + it.major() + ":" + it.minor();
            case Step.Symlink it -> it.link() + " -> " + it.target();
            case Step.Directory it ->
                    String.format(
                            Locale.ROOT,
                            "%s mode %04o of %d:%d",
                            it.path(),
                            it.mode(),
                            it.uid(),
                            it.gid());
            case Step.Mask it -> it.path();
            case Step.ReadOnly it -> it.path();
            case Step.Hostname it ->
                    it.name() + (it.domain().isEmpty() ? "" : " in domain " + it.domain());
            case Step.Sysctl it -> it.name() + " = " + it.value();
            case Step.Rlimit it -> rlimit(it);
            case Step.Landlock it -> landlock(it);
            case Step.User it -> "uid " + it.uid() + " gid " + it.gid() + " groups " + it.groups();
            case Step.Capabilities it -> capabilities(it);
            case Step.Seccomp it -> it.filter().toString();
            case Step.Stdio it -> stdio(it);
            case Step.Share it ->
                    namespaces(it.namespaces()) + " of " + it.container().substring(0, 12);
            case Step.Join it ->
                    it.container().substring(0, 12) + ": " + namespaces(it.namespaces());
            case Step.Exec it -> exec(it);
            case Step.AppArmor it -> it.profile();
            case Step.OomScore it -> "+" + it.value();
            case Step.Cleanup it -> it.path();
            case Step.PivotRoot _, Step.NoNewPrivs _, Step.ReadOnlyRoot _, Step.LoopbackUp _ -> "";
        };
    }

    private static String files(List<Step.Pair> files) {
        return files.stream()
                .map(file -> " " + file.key() + "=" + file.value())
                .collect(Collectors.joining());
    }

    static String namespaces(long flags) {
        return Stream.of(NamespaceKind.values())
                .filter(kind -> (flags & kind.flag()) != 0)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static String idMap(Step.IdMap map) {
        String uids = map.uids().stream().map(IdRange::toString).collect(Collectors.joining(", "));
        String gids = map.gids().stream().map(IdRange::toString).collect(Collectors.joining(", "));
        return "uids "
                + uids
                + "; gids "
                + gids
                + "; setgroups "
                + (map.setgroups() == 1 ? "allow" : "deny");
    }

    private static String overlay(Step.Overlay overlay) {
        StringJoiner flags = new StringJoiner(",");
        flags.add("userxattr");
        if ((overlay.flags() & Step.Overlay.NOSUID) != 0) {
            flags.add("nosuid");
        }
        if ((overlay.flags() & Step.Overlay.NODEV) != 0) {
            flags.add("nodev");
        }
        String upper = overlay.upper().isEmpty() ? "nothing writable" : overlay.upper();
        return "of "
                + String.join(" under ", overlay.lowers())
                + " under "
                + upper
                + " in "
                + overlay.base()
                + " "
                + flags;
    }

    private static String mount(Step.Mount mount) {
        String options =
                mount.options().stream()
                        .map(option ->
                                option.value().isEmpty()
                                        ? option.key()
                                        : option.key() + "=" + option.value())
                        .collect(Collectors.joining(","));
        return mount.type()
                + " on "
                + mount.target()
                + " "
                + MountAttribute.show(mount.flags())
                + (options.isEmpty() ? "" : "," + options)
                + ((mount.how() & Step.Mount.SHARED) != 0 ? " of the other container" : "");
    }

    private static String rlimit(Step.Rlimit limit) {
        String name = Resource.ofNumber(limit.resource()).orElseThrow().optionName();
        return name + " " + Ulimit.show(limit.soft()) + ":" + Ulimit.show(limit.hard());
    }

    private static String landlock(Step.Landlock landlock) {
        return landlock.rules().stream()
                .map(rule -> rule.path() + " " + rights(rule.access(), landlock.handled()))
                .collect(Collectors.joining("; "));
    }

    private static String rights(long access, long handled) {
        if (access == handled) {
            return "everything";
        }
        long missing = handled & ~access;
        boolean fewMissing = Long.bitCount(missing) < Long.bitCount(access);
        String names =
                Stream.of(LandlockRight.values())
                        .filter(right -> ((fewMissing ? missing : access) & right.bit()) != 0)
                        .map(right -> right.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
        return (fewMissing ? "everything but " : "only ") + names;
    }

    private static String capabilities(Step.Capabilities sets) {
        String held = new CapabilitySet(sets.permitted()).toString();
        return "bounding "
                + new CapabilitySet(sets.bounding())
                + (sets.permitted() == sets.bounding() ? "" : "; until exec " + held);
    }

    private static String stdio(Step.Stdio stdio) {
        String input = (stdio.mode() & 1) == 0 ? "no input" : "input from the caller";
        return (stdio.mode() & 2) == 0
                ? input + ", output through pipes"
                : input + ", a terminal of " + stdio.columns() + "x" + stdio.rows();
    }

    private static String exec(Step.Exec exec) {
        String words = exec.argv().stream().map(StepText::quoted).collect(Collectors.joining(" "));
        String env = exec.env().stream().map(StepText::quoted).collect(Collectors.joining(" "));
        return words
                + " in "
                + exec.cwd()
                + ((exec.how() & Step.Exec.INIT) != 0 ? " under init" : "")
                + " with "
                + env;
    }

    /** As a shell would need it. */
    static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.matches("[A-Za-z0-9_@%+=:,./-]+");
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
