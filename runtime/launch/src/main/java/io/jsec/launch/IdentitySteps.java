package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;

/** New namespaces, all of them but a declared network, and who is who in the new user namespace. */
final class IdentitySteps {
    private static final String SINGLE_FIX =
            "jsec setup as root, or subordinate ids in /etc/subuid and /etc/subgid";

    private IdentitySteps() {}

    static void add(PlanDraft draft) {
        checkForm(draft);
        checkIds(draft);
        IdentityForm form = draft.host().identity();
        checkSharing(draft);
        draft.spec().sharing().steps().forEach(draft::add);
        draft.add(new Step.Namespaces(flags(draft.spec())));
        draft.add(
                new Step.IdMap(
                        form.containerUids(), form.containerGids(), form.setgroups() ? 1 : 0));
    }

    private static long flags(ContainerSpec spec) {
        long all = NamespaceKind.maskOf(NamespaceKind.values()) & ~spec.sharing().flags();
        return switch (spec.network()) {
            case NONE, SHARED -> all;
            case HOST -> all & ~NamespaceKind.NET.flag();
        };
    }

    /** The kernel ends what the first process leaves with its pid namespace only. */
    private static void checkSharing(PlanDraft draft) {
        boolean group =
                draft.has(step ->
                        step instanceof Step.Cgroup cgroup
                                && (cgroup.flags() & Step.Cgroup.CREATE) != 0);
        if (draft.spec().sharing().takes(NamespaceKind.PID) && !group) {
            draft.refuse(
                    Rule.CGROUP_MISSING,
                    "--pid container:" + draft.spec().sharing().donors().get(NamespaceKind.PID),
                    "without a control group of its own nobody could say which processes are"
                            + " this container's, and end them with it",
                    "jsec setup as root, or the option left out");
        }
    }

    private static void checkForm(PlanDraft draft) {
        LaunchHost host = draft.host();
        switch (host.identity()) {
            case IdentityForm.Single _ ->
                    draft.unenforceable(
                            Rule.SUBORDINATE_IDS_MISSING,
                            "a container with ids of its own",
                            "this user has no subordinate ids, so every id inside is one",
                            SINGLE_FIX + "; or --security-opt jsec.degrade=1");
            case IdentityForm.Owner _ -> {
                if (draft.spec().userns() == UsernsMode.SLOT) {
                    draft.refuse(
                            Rule.SLOT_MISSING,
                            "--userns slot",
                            "no identity slot was leased on this host",
                            "jsec setup as root; or --security-opt jsec.userns=owner");
                }
            }
            case IdentityForm.Slot _ -> {
                if (draft.spec().userns() == UsernsMode.OWNER) {
                    throw new IllegalStateException("a slot was leased for --userns owner");
                }
                if (!host.kernelAtLeast(5, 19)) {
                    draft.refuse(
                            Rule.KERNEL_OLD,
                            "--userns slot",
                            "overlay over idmapped layers came with kernel 5.19",
                            "--security-opt jsec.userns=owner; or a newer kernel");
                }
            }
        }
        if (host.identity() instanceof IdentityForm.Single
                && draft.spec().userns() == UsernsMode.SLOT) {
            draft.refuse(
                    Rule.SLOT_MISSING,
                    "--userns slot",
                    "this user has no subordinate ids",
                    SINGLE_FIX);
        }
    }

    private static void checkIds(PlanDraft draft) {
        IdentityForm form = draft.host().identity();
        ContainerUser user = draft.spec().user();
        List<Integer> ids = new ArrayList<>(user.groups());
        ids.add(user.uid());
        for (MountRequest mount : draft.spec().mounts()) {
            if (mount instanceof MountRequest.Tmpfs tmpfs) {
                ids.add(tmpfs.uid());
                ids.add(tmpfs.gid());
            }
        }
        ids.stream()
                .distinct()
                .filter(id -> !form.mapped(id))
                .forEach(id ->
                        draft.refuse(
                                Rule.ID_UNMAPPED,
                                "the id " + id,
                                "this container's ids end at " + lastId(form),
                                "an id from 0 to " + lastId(form)));
    }

    /** The largest id inside. */
    static long lastId(IdentityForm form) {
        return form.containerGids().stream()
                .mapToLong(range -> range.inside() + range.count() - 1)
                .max()
                .orElseThrow();
    }
}
