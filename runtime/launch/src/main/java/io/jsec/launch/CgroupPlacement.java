package io.jsec.launch;

import io.jsec.linux.Caller;
import io.jsec.linux.CgroupDelegation;
import io.jsec.linux.CgroupHierarchy;
import io.jsec.linux.Fd;
import io.jsec.linux.HostFiles;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where on this host a user's containers get their control groups.
 *
 * <p>A group of version 2 that hands controllers to its children may hold no process itself, so the
 * launchers live in a leaf beside the containers: {@link #enter} moves there.
 */
public final class CgroupPlacement {
    /** What containers are limited by, in version 2. */
    private static final List<String> CONTROLLERS =
            List.of("cpuset", "cpu", "io", "memory", "pids");

    private static final String SELF = "0";

    private CgroupPlacement() {}

    /** The groups delegated to a user. Reads only. */
    public static CgroupView detect(HostFiles host, Caller caller) {
        List<CgroupDelegation> delegations = CgroupDelegation.read(host, caller);
        List<CgroupView.Hierarchy> hierarchies = new ArrayList<>();
        for (CgroupDelegation delegation : delegations) {
            Path directory = Path.of(delegation.directory());
            if (delegation.unified() && !delegation.controllers().isEmpty()) {
                return new CgroupView.V2(directory, delegation.controllers());
            }
            if (!delegation.unified()) {
                List<String> controllers = delegation.controllers().stream().sorted().toList();
                hierarchies.add(
                        new CgroupView.Hierarchy(directory, controllers, delegation.memoryNodes()));
            }
        }
        return hierarchies.isEmpty() ? none(host, caller) : new CgroupView.V1(hierarchies);
    }

    /**
     * Prepares a delegated group of version 2: this process moves to the leaf, and the controllers
     * are handed down. Repeating it changes nothing. Other views are returned as they are.
     *
     * @return the view with the controllers children really have, or none where other programs live
     *     in the group
     * @throws LinuxException where the kernel refuses for another reason
     */
    public static CgroupView enter(HostFiles host, CgroupView view) {
        return view instanceof CgroupView.V2 v2 ? enter(host, v2, SELF) : view;
    }

    /** The same for another process of this user, by its number. */
    static CgroupView enter(HostFiles host, CgroupView.V2 view, String pid) {
        Path group = host.at(view.directory().toString());
        String handed = view.directory() + "/cgroup.subtree_control";
        moveToLeaf(group, pid);
        try {
            Set<String> offered = words(host, view.directory() + "/cgroup.controllers");
            for (String controller : CONTROLLERS) {
                if (offered.contains(controller) && !words(host, handed).contains(controller)) {
                    write(group.resolve("cgroup.subtree_control"), "+" + controller);
                }
            }
        } catch (LinuxException e) {
            if (e.is(Errno.EBUSY)) {
                return new CgroupView.None(
                        "other programs live in the group " + view.directory(),
                        "systemd-run --user --scope -p Delegate=yes jsec run …");
            }
            throw e;
        }
        Set<String> enabled = words(host, handed);
        for (String word : view.controllers()) {
            int dot = word.indexOf('.');
            if (dot > 0 && enabled.contains(word.substring(0, dot))) {
                enabled.add(word);
            }
        }
        return new CgroupView.V2(view.directory(), enabled);
    }

    /**
     * The command line that runs a command in a scope of its own, delegated by the user's systemd.
     *
     * @param command absolute program and arguments
     */
    public static List<String> scope(List<String> command) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "/usr/bin/systemd-run",
                                "--user",
                                "--scope",
                                "--quiet",
                                "-p",
                                "Delegate=yes",
                                "--"));
        words.addAll(command);
        return List.copyOf(words);
    }

    /**
     * Whether {@link #scope} would work: systemd runs, has a manager for the user, and version 2.
     */
    public static boolean scopeWorks(HostFiles host, Caller caller) {
        String uid = Integer.toUnsignedString(caller.uid());
        return host.exists("/run/systemd/system")
                && host.exists("/run/user/" + uid + "/systemd/private")
                && host.exists("/usr/bin/systemd-run")
                && CgroupHierarchy.read(host).stream().allMatch(CgroupHierarchy::unified);
    }

    private static CgroupView.None none(HostFiles host, Caller caller) {
        if (CgroupHierarchy.read(host).isEmpty()) {
            return new CgroupView.None(
                    "no control groups are mounted on this host",
                    "mount cgroup2 on /sys/fs/cgroup");
        }
        return new CgroupView.None(
                "no control group is delegated to " + caller.name() + " here",
                scopeWorks(host, caller)
                        ? "systemd-run --user --scope -p Delegate=yes jsec run …"
                        : "jsec setup, as root");
    }

    private static void moveToLeaf(Path group, String pid) {
        Path leaf = group.resolve(CgroupDelegation.LEAF);
        try {
            Files.createDirectories(leaf);
        } catch (IOException e) {
            throw new UncheckedIOException("control group " + leaf, e);
        }
        write(leaf.resolve("cgroup.procs"), pid);
    }

    private static Set<String> words(HostFiles host, String file) {
        String text = host.text(file).orElse("");
        return new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1)));
    }

    /** One write(2): the kernel takes a value whole or not at all. */
    private static void write(Path file, String value) {
        try (Fd fd = Openat2.open(file, Fcntl.O_WRONLY, 0)) {
            fd.write(value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
