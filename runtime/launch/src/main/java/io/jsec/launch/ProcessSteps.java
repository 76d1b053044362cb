package io.jsec.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last steps: who runs, with what privileges, behind which filter, and what. */
final class ProcessSteps {
    /** Where commands are looked up by default. */
    static final String DEFAULT_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ProcessSteps() {}

    static void add(PlanDraft draft) {
        ContainerSpec spec = draft.spec();
        ContainerUser user = spec.user();
        List<Integer> groups = draft.host().identity().setgroups() ? user.groups() : List.of();
        draft.add(new Step.User(user.uid(), user.gid(), groups));
        Optional<FilterBytes> filter = SeccompFilters.of(spec, draft.host());
        draft.add(capabilities(spec, filter.isPresent()));
        warnUseless(draft);
        if (spec.confinement().noNewPrivileges()) {
            draft.add(new Step.NoNewPrivs());
        }
        filter.ifPresent(bytes -> draft.add(new Step.Seccomp(bytes)));
        Command command = spec.command();
        draft.add(
                new Step.Exec(
                        command.argv(),
                        environment(spec),
                        command.workdir(),
                        command.init() ? Step.Exec.INIT : 0));
    }

    /**
     * Without no_new_privs only CAP_SYS_ADMIN may install a filter: it stays until the exec, which
     * takes it away since the bounding set lacks it (seccomp(2), capabilities(7)).
     */
    private static Step.Capabilities capabilities(ContainerSpec spec, boolean filtered) {
        long bounding = spec.confinement().bounding(spec.user()).bits();
        long held = spec.user().root() ? bounding : 0;
        if (filtered && !spec.confinement().noNewPrivileges()) {
            held |= CapabilitySet.SYS_ADMIN.bits();
        }
        return new Step.Capabilities(bounding, held, held, 0, 0);
    }

    /** Said rather than refused, since Docker takes it with as little effect. */
    private static void warnUseless(PlanDraft draft) {
        Confinement confinement = draft.spec().confinement();
        if (!draft.spec().user().root()
                && !confinement.add().isEmpty()
                && confinement.noNewPrivileges()) {
            draft.warn(
                    "--cap-add has no effect for uid "
                            + draft.spec().user().uid()
                            + ": under no_new_privs only root holds capabilities");
        }
    }

    /** The spec's variables, and those every program expects. */
    static List<String> environment(ContainerSpec spec) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", DEFAULT_PATH);
        all.put("HOSTNAME", spec.identity().hostname());
        if (spec.streams().tty()) {
            all.put("TERM", "xterm");
        }
        all.putAll(spec.command().env());
        all.putIfAbsent("HOME", spec.user().home());
        List<String> entries = new ArrayList<>();
        all.forEach((name, value) -> entries.add(name + "=" + value));
        return entries;
    }
}
