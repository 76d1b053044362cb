package io.jsec.engine;

import io.jsec.launch.Limits;
import io.jsec.rules.ContainerSetting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The nearest setting with which a rule is obeyed. Each changes only what its rule looks at, so
 * that none makes another rule's verdict worse. Pure.
 *
 * @param words what holds then, as it is typed
 * @param change from what was asked for
 */
record Narrowing(String words, UnaryOperator<ContainerRecord> change) {
    /** From no filter at all: most images that ask for that work with it. */
    static final Narrowing SECCOMP_DOCKER = new Narrowing("seccomp=docker", seccomp("docker"));

    static final Narrowing SECCOMP = new Narrowing("seccomp=hardened", seccomp("hardened"));
    static final Narrowing NEW_PRIVILEGES =
            new Narrowing(
                    "no-new-privileges", option("no-new-privileges", "no-new-privileges=true"));
    static final Narrowing DANGEROUS_CAPABILITIES =
            new Narrowing("without these capabilities", without("JSEC-C-303"));
    static final Narrowing NETWORK_CAPABILITIES =
            new Narrowing("without these capabilities", without("JSEC-C-505"));
    static final Narrowing NO_CAPABILITIES = new Narrowing("cap-drop ALL", Narrowing::dropAll);
    static final Narrowing SLOT =
            new Narrowing("jsec.userns=slot", option("jsec.userns", "jsec.userns=slot"));
    static final Narrowing LANDLOCK =
            new Narrowing("jsec.landlock=on", option("jsec.landlock", "jsec.landlock=on"));
    static final Narrowing NO_DEGRADE =
            new Narrowing("jsec.degrade=0", option("jsec.degrade", "jsec.degrade=0"));
    static final Narrowing PROC =
            new Narrowing("jsec.proc=read-only", option("jsec.proc", "jsec.proc=read-only"));
    static final Narrowing APPARMOR =
            new Narrowing(
                    "the option left out",
                    host(old -> old.with(withOptions(old, "apparmor", List.of()))));
    static final Narrowing PIDS =
            new Narrowing("pids-limit " + Limits.PIDS_DEFAULT, host(Narrowing::pids));
    static final Narrowing ULIMITS =
            new Narrowing("at most " + Bounds.ULIMIT_MAX, host(Narrowing::ulimits));
    static final Narrowing MEMORY =
            new Narrowing("memory " + (Bounds.MEMORY_BYTES >> 20) + "m", host(Narrowing::memory));
    static final Narrowing TMPFS_NOEXEC = new Narrowing("noexec", Narrowing::noexec);
    static final Narrowing READ_ONLY = new Narrowing("read-only", host(Narrowing::readOnly));
    static final Narrowing RESTART =
            new Narrowing(
                    "restart on-failure:5",
                    host(old -> old.with(new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, 5))));
    static final Narrowing OOM =
            new Narrowing("the engine's own score, ended as others", host(Narrowing::oom));
    static final Narrowing INIT = new Narrowing("init", host(old -> old.withInit(true)));
    static final Narrowing ROOT_GROUPS =
            new Narrowing("without these groups", host(Narrowing::groups));

    /** Apart from the narrowings, which are made of them. */
    private static final class Bounds {
        static final int ULIMIT_MAX = 1_048_576;
        static final long MEMORY_BYTES = 1L << 30;
    }

    ContainerRecord apply(ContainerRecord asked) {
        return change.apply(asked);
    }

    private static UnaryOperator<ContainerRecord> host(UnaryOperator<HostConfig> change) {
        return record -> record.with(change.apply(record.host()));
    }

    /** The last of each key counts: it stands behind those of the engine's configuration too. */
    private static UnaryOperator<ContainerRecord> option(String key, String safe) {
        return host(old -> old.with(withOptions(old, key, List.of(safe))));
    }

    /** Both ways to name a profile say the same thing. */
    private static UnaryOperator<ContainerRecord> seccomp(String profile) {
        return record ->
                option("seccomp", "seccomp=" + profile)
                        .apply(
                                record.with(
                                        record.host()
                                                .with(
                                                        withOptions(
                                                                record.host(),
                                                                "jsec.seccomp",
                                                                List.of()))));
    }

    private static HostConfig.SecurityConfig withOptions(
            HostConfig old, String key, List<String> more) {
        List<String> options = new ArrayList<>();
        for (String each : old.security().securityOpt()) {
            if (!each.equals(key) && !each.startsWith(key + "=") && !each.startsWith(key + ":")) {
                options.add(each);
            }
        }
        options.addAll(more);
        return old.security().withSecurityOpt(options.toArray(String[]::new));
    }

    private static UnaryOperator<ContainerRecord> without(String rule) {
        return host(old -> {
            HostConfig.SecurityConfig walls = old.security();
            List<String> kept =
                    walls.capAdd().stream()
                            .filter(each ->
                                    !AdmissionTable.breaks(
                                            rule,
                                            ContainerSetting.CAP_ADD,
                                            RequestFacts.capability(each)))
                            .toList();
            return old.with(walls.withCapabilities(kept, walls.capDrop()));
        });
    }

    /** What is added stays: it was asked for by name. */
    private static ContainerRecord dropAll(ContainerRecord record) {
        HostConfig.SecurityConfig walls = record.host().security();
        return record.with(
                record.host().with(walls.withCapabilities(walls.capAdd(), List.of("ALL"))));
    }

    private static HostConfig pids(HostConfig old) {
        return old.with(old.resources().withPids(Limits.PIDS_DEFAULT));
    }

    /** As dockerd notes it: with its limit of swap. */
    private static HostConfig memory(HostConfig old) {
        return old.with(old.resources().withMemory(Bounds.MEMORY_BYTES, 2 * Bounds.MEMORY_BYTES));
    }

    private static HostConfig ulimits(HostConfig old) {
        List<String> kept = new ArrayList<>();
        for (String limit : old.resources().ulimits()) {
            int equals = limit.indexOf('=');
            String name = limit.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
            boolean bounded = name.equals("nofile") || name.equals("nproc");
            kept.add(bounded ? name + "=" + bounded(limit.substring(equals + 1)) : limit);
        }
        return old.with(old.resources().withUlimits(kept));
    }

    private static String bounded(String values) {
        int colon = values.indexOf(':');
        String soft = colon < 0 ? values : values.substring(0, colon);
        String hard = colon < 0 ? values : values.substring(colon + 1);
        return bound(soft) + ":" + bound(hard);
    }

    private static String bound(String value) {
        boolean small = value.matches("[0-9]{1,7}") && Integer.parseInt(value) <= Bounds.ULIMIT_MAX;
        return small ? value : Integer.toString(Bounds.ULIMIT_MAX);
    }

    private static ContainerRecord noexec(ContainerRecord record) {
        Map<String, String> tmpfs = new LinkedHashMap<>();
        record.host()
                .storage()
                .tmpfs()
                .forEach((target, options) -> tmpfs.put(target, noexec(options)));
        List<MountPlan> mounts =
                record.mounts().stream()
                        .map(plan ->
                                plan.kind() == MountPlan.Kind.TMPFS
                                        ? plan.withOptions(noexec(plan.options()))
                                        : plan)
                        .toList();
        HostConfig host = record.host();
        return record.with(host.with(host.storage().withTmpfs(tmpfs))).with(mounts);
    }

    private static String noexec(String options) {
        boolean exec = List.of(options.split(",", -1)).contains("exec");
        return exec ? options + ",noexec" : options;
    }

    private static HostConfig readOnly(HostConfig old) {
        return old.with(old.storage().withReadonlyRootfs());
    }

    private static HostConfig oom(HostConfig old) {
        return old.with(old.security().withOomScoreAdj(0))
                .with(old.resources().withOomKillDisable(false));
    }

    private static HostConfig groups(HostConfig old) {
        List<String> kept =
                old.security().groupAdd().stream()
                        .filter(each ->
                                !AdmissionTable.breaks(
                                        "JSEC-C-539", ContainerSetting.GROUP_ADD, each))
                        .toList();
        return old.with(old.security().withGroupAdd(kept));
    }
}
