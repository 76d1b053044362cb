package io.jsec.launch;

import java.util.EnumMap;
import java.util.Map;

/** What is taken of other containers: what was declared, of whom, and nothing goes with it. */
final class SharingInvariants {
    private SharingInvariants() {}

    static void check(Examination on) {
        Map<NamespaceKind, String> taken = new EnumMap<>(NamespaceKind.class);
        on.each(
                Step.Share.class,
                (index, share) -> {
                    for (NamespaceKind kind : NamespaceKind.values()) {
                        if ((share.namespaces() & kind.flag()) != 0) {
                            on.require(
                                    taken.put(kind, share.container()) == null,
                                    Rule.SHARED_AS_ASKED,
                                    index,
                                    "the " + kind + " namespace is taken twice");
                        }
                    }
                });
        on.require(
                taken.equals(on.spec().sharing().donors()),
                Rule.SHARED_AS_ASKED,
                on.plan().indexOf(Step.Share.class),
                "it takes " + taken + " where " + on.spec().sharing().donors() + " is declared");
        on.each(Step.Mount.class, (index, mount) -> mount(on, index, mount));
        endable(on);
    }

    private static void mount(Examination on, int index, Step.Mount mount) {
        boolean shared = (mount.how() & Step.Mount.SHARED) != 0;
        boolean pid = on.spec().sharing().takes(NamespaceKind.PID);
        boolean ipc = on.spec().sharing().takes(NamespaceKind.IPC);
        boolean may =
                switch (mount.target()) {
                    case "/proc" -> pid;
                    case "/dev/shm", "/dev/mqueue" -> ipc;
                    default -> false;
                };
        on.require(
                !shared || may,
                Rule.SHARED_AS_ASKED,
                index,
                mount.target() + " would be another container's");
        on.require(
                shared || !(mount.type().equals("proc") && pid),
                Rule.SHARED_AS_ASKED,
                index,
                mount.target() + " would show other processes than it is among");
        on.require(
                on.spec().sharing().shm()
                        || !mount.target().equals("/dev/shm")
                        || MountSteps.replacement(on.spec(), "/dev/shm").isPresent(),
                Rule.SHARED_AS_ASKED,
                index,
                "/dev/shm was to be missing");
    }

    /** With another's process 1, only its group says which processes end with it. */
    private static void endable(Examination on) {
        boolean group =
                on.plan().steps(Step.Cgroup.class).stream()
                        .anyMatch(cgroup -> (cgroup.flags() & Step.Cgroup.CREATE) != 0);
        on.require(
                group || !on.spec().sharing().takes(NamespaceKind.PID),
                Rule.SHARED_AS_ASKED,
                -1,
                "no control group of its own says what ends with it");
    }
}
