package io.jsec.launch;

import java.util.List;

/** What must be hidden, read-only or switched off is. */
final class HiddenInvariants {
    private HiddenInvariants() {}

    static void check(Examination on) {
        List<String> masked =
                on.plan().steps(Step.Mask.class).stream().map(Step.Mask::path).toList();
        for (String path : HiddenPaths.masked(on.host().possibleCpus())) {
            on.require(masked.contains(path), Rule.MASKS_PRESENT, -1, path + " is not hidden");
        }
        List<String> readOnly =
                on.plan().steps(Step.ReadOnly.class).stream().map(Step.ReadOnly::path).toList();
        for (String path : HiddenPaths.readOnly(on.spec().confinement().procReadOnly())) {
            on.require(readOnly.contains(path), Rule.MASKS_PRESENT, -1, path + " is not read-only");
        }
        List<Step.Sysctl> sysctls = on.plan().steps(Step.Sysctl.class);
        for (String limit : SysctlSteps.NAMESPACE_LIMITS) {
            on.require(
                    sysctls.contains(new Step.Sysctl(limit, "0", 0)),
                    Rule.NESTED_OFF,
                    -1,
                    limit + " is not 0");
        }
        on.require(
                sysctls.stream()
                        .anyMatch(each ->
                                each.name().equals(SysctlSteps.TIME_LIMIT)
                                        && each.value().equals("0")),
                Rule.NESTED_OFF,
                -1,
                SysctlSteps.TIME_LIMIT + " is not 0");
        on.each(Step.Sysctl.class, (index, sysctl) -> namespaced(on, index, sysctl));
        on.spec()
                .sysctls()
                .values()
                .forEach((name, value) ->
                        on.require(
                                sysctls.contains(new Step.Sysctl(name, value, 0)),
                                Rule.SYSCTLS_NAMESPACED,
                                -1,
                                name + " is asked for and not set"));
    }

    /** Only settings of a namespace that is the container's own. */
    private static void namespaced(Examination on, int index, Step.Sysctl sysctl) {
        boolean own =
                SysctlSteps.NAMESPACE_LIMITS.contains(sysctl.name())
                        || sysctl.name().equals(SysctlSteps.TIME_LIMIT)
                        || (sysctl.name().startsWith("net/")
                                && on.spec().network() == NetworkMode.NONE)
                        || (Sysctls.ofIpc(sysctl.name())
                                && !on.spec().sharing().takes(NamespaceKind.IPC)
                                && sysctl.value()
                                        .equals(on.spec().sysctls().values().get(sysctl.name())));
        on.require(
                own,
                Rule.SYSCTLS_NAMESPACED,
                index,
                sysctl.name() + " is not of a namespace of this container");
    }
}
