package io.jsec.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Containers of every kind that the engine takes, from a seed. */
final class RandomRequest {
    private static final List<String> CAPS =
            List.of("SYS_ADMIN", "cap_net_raw", "CAP_CHOWN", "ALL", "net_admin", "KILL");
    private static final List<String> OPTIONS =
            List.of(
                    "seccomp=unconfined",
                    "seccomp:unconfined",
                    "seccomp={\"defaultAction\":\"SCMP_ACT_ERRNO\"}",
                    "seccomp=builtin",
                    "seccomp=docker",
                    "jsec.seccomp=docker",
                    "no-new-privileges",
                    "no-new-privileges:false",
                    "apparmor=unconfined",
                    "apparmor=own",
                    "jsec.landlock=off",
                    "jsec.landlock=on",
                    "jsec.proc=writable",
                    "jsec.degrade=1",
                    "jsec.userns=owner",
                    "jsec.userns=slot");
    private static final List<String> ULIMITS =
            List.of("nofile=-1:-1", "nofile=1024:2000000", "NPROC=10:20", "core=-1:-1");
    private static final List<String> GROUPS = List.of("root", "0", "docker", "audio", "44");
    private static final List<String> ENV =
            List.of("A=b", "DB_PASSWORD=hunter22", "PATH=/bin", "TOKEN=ghp_" + "x1".repeat(20));
    private static final List<String> IMAGES =
            List.of("nginx", "nginx:latest", "nginx:1.27", "nginx@sha256:" + "a".repeat(64));
    private static final List<String> TMPFS = List.of("exec", "rw,exec,size=1m", "exec,noexec", "");

    private final Random random;

    RandomRequest(Random random) {
        this.random = random;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(List<T> of) {
        List<T> some = new ArrayList<>();
        while (random.nextInt(3) > 0 && some.size() < 4) {
            some.add(one(of));
        }
        return some;
    }

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    private Resources resources() {
        return Resources.DEFAULT
                .withPids(one(List.of(0L, -1L, 100L)))
                .withMemory(maybe() ? 64L << 20 : 0, 0)
                .withUlimits(some(ULIMITS))
                .withOomKillDisable(maybe());
    }

    private HostConfig host() {
        HostConfig host =
                HostConfig.DEFAULT
                        .with(resources())
                        .with(new LogConfig(one(List.of("json-file", "none")), Map.of()))
                        .with(new RestartPolicy(one(List.of(RestartPolicy.Mode.values())), 0))
                        .with(
                                HostConfig.SecurityConfig.DEFAULT
                                        .withCapabilities(some(CAPS), some(CAPS))
                                        .withGroupAdd(some(GROUPS))
                                        .withOomScoreAdj(one(List.of(0, 100, -900)))
                                        .withSecurityOpt(some(OPTIONS).toArray(String[]::new)))
                        .with(
                                new HostConfig.NamespaceConfig(
                                        one(
                                                List.of(
                                                        "default",
                                                        "none",
                                                        "container:" + "d".repeat(64))),
                                        "",
                                        "",
                                        "",
                                        ""));
        if (maybe()) {
            host = host.with(host.storage().withReadonlyRootfs());
        }
        if (maybe()) {
            host = host.withInit(maybe());
        }
        return host.with(host.storage().withTmpfs(Map.of("/scratch", one(TMPFS))));
    }

    private ContainerConfig config() {
        ContainerConfigBuilder config =
                ContainerConfig.builder(one(IMAGES))
                        .user(one(List.of("", "root", "0:0", "1000", "app")))
                        .env(some(ENV))
                        .labels(maybe() ? Map.of("api_key", "s3cr3tvalue") : Map.of());
        return maybe()
                ? config.cmd("/usr/sbin/sshd", "-D").build()
                : config.cmd("/bin/true", "--password=hunter22").build();
    }

    /** One; each call gives another. */
    ContainerRecord next() {
        HostConfig host = host();
        List<MountPlan> mounts = new ArrayList<>();
        host.storage()
                .tmpfs()
                .forEach((target, options) ->
                        mounts.add(
                                new MountPlan(
                                        MountPlan.Kind.TMPFS,
                                        "",
                                        "",
                                        target,
                                        false,
                                        "",
                                        false,
                                        false,
                                        options)));
        mounts.add(
                new MountPlan(
                        MountPlan.Kind.BIND,
                        "",
                        one(List.of("/srv/data", "/home/u/src", "/etc")),
                        "/in",
                        maybe(),
                        "",
                        false,
                        false,
                        ""));
        return Records.container("web", config()).with(host).with(mounts);
    }

    /** A mode for every rule. */
    AdmissionPolicy policy() {
        Map<String, AdmissionPolicy.Mode> modes = new HashMap<>();
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            modes.put(row.rule(), mode(row, AdmissionPolicy.Mode.OFF));
        }
        return new AdmissionPolicy("random", modes, Optional.empty());
    }

    /** The same or a stricter mode for every rule. */
    AdmissionPolicy stricter(AdmissionPolicy than) {
        Map<String, AdmissionPolicy.Mode> modes = new HashMap<>(than.modes());
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            if (maybe()) {
                modes.put(row.rule(), mode(row, than.mode(row.rule())));
            }
        }
        return new AdmissionPolicy("stricter", modes, Optional.empty());
    }

    private AdmissionPolicy.Mode mode(AdmissionTable.Row row, AdmissionPolicy.Mode least) {
        List<AdmissionPolicy.Mode> modes = new ArrayList<>(List.of(AdmissionPolicy.Mode.values()));
        modes.removeIf(mode -> mode.compareTo(least) < 0);
        if (row.narrowing().isEmpty()) {
            modes.remove(AdmissionPolicy.Mode.NARROW);
        }
        // Few rules refuse, or nothing would be admitted.
        return random.nextInt(4) == 0 ? one(modes) : modes.getFirst();
    }
}
