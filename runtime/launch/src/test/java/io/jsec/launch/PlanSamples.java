package io.jsec.launch;

import io.jsec.linux.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random requests that a host can carry out: the same seed makes the same ones. Whoever fails
 * prints the seed.
 */
final class PlanSamples {
    private static final List<String> ADDABLE =
            List.of("NET_BIND_SERVICE", "SYS_CHROOT", "SETPCAP", "NET_RAW", "AUDIT_WRITE", "MKNOD");

    private final Random random;
    private final LaunchHost host;
    private final RootFs root;
    private final List<Path> sources;
    private Command command = new Command(List.of("/bin/sleep", "60"), Map.of(), "/", false);

    /**
     * Requests for a host.
     *
     * @param root what every container is made of
     * @param sources host paths that may be bound, read-only in a slot
     */
    PlanSamples(long seed, LaunchHost host, RootFs root, List<Path> sources) {
        this.random = new Random(seed);
        this.host = host;
        this.root = root;
        this.sources = sources;
    }

    /** Samples for hosts that exist on paper only. */
    static PlanSamples onPaper(long seed) {
        Random random = new Random(seed);
        List<IdentityForm> forms = List.of(Hosts.OWNER, Hosts.SLOT);
        List<CgroupView> cgroups = List.of(Hosts.V1, Hosts.V2);
        LaunchHost host =
                Hosts.host(
                        forms.get(random.nextInt(forms.size())),
                        cgroups.get(random.nextInt(cgroups.size())),
                        2 + random.nextInt(6),
                        1 + random.nextInt(8));
        List<Path> lowers =
                IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(layer -> Hosts.STORE.resolve("images/" + layer + "/rootfs"))
                        .toList();
        return new PlanSamples(
                seed,
                host,
                new RootFs(lowers, false),
                List.of(Path.of("/srv/data"), Path.of("/home/ann/work/src")));
    }

    /** What every sample runs, instead of a long sleep. */
    PlanSamples running(Command instead) {
        command = instead;
        return this;
    }

    LaunchHost host() {
        return host;
    }

    /** The next request. */
    ContainerSpec next() {
        String id = hex(64);
        ContainerSpecBuilder builder =
                ContainerSpec.builder(
                                id,
                                host.store().resolve("containers").resolve(id),
                                new RootFs(root.lowers(), one(3)))
                        .command(command())
                        .user(user())
                        .streams(new Streams(one(2), one(4), 1 + random.nextInt(100), 80))
                        .mounts(mounts())
                        .confinement(confinement())
                        .limits(limits())
                        .network(one(4) ? NetworkMode.HOST : NetworkMode.NONE)
                        .lifecycle(new Lifecycle(one(2), 1 + random.nextInt(31)));
        if (one(2)) {
            builder.name("sample-" + hex(6));
        }
        if (one(3)) {
            builder.identity(new HostIdentity("host-" + hex(4), one(2) ? "example.test" : ""));
        }
        return builder.build();
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private String hex(int digits) {
        StringBuilder text = new StringBuilder();
        for (int digit = 0; digit < digits; digit++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    private Command command() {
        Map<String, String> env = new LinkedHashMap<>(command.env());
        for (int count = random.nextInt(4); count > 0; count--) {
            env.put("VAR_" + hex(2), "value with spaces, \"quotes\" and é " + hex(8));
        }
        String workdir = one(3) ? "/work-" + hex(3) + "/deep" : command.workdir();
        return new Command(command.argv(), env, workdir, one(4));
    }

    private ContainerUser user() {
        if (!host.identity().mapped(1) || one(2)) {
            return ContainerUser.ROOT;
        }
        List<Integer> groups = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            groups.add(random.nextInt(65_536));
        }
        return new ContainerUser(
                random.nextInt(65_536), random.nextInt(65_536), groups, one(2) ? "/" : "/home/x");
    }

    private List<MountRequest> mounts() {
        List<MountRequest> mounts = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            String target = "/mnt/" + count + (one(2) ? "/inner" : "");
            mounts.add(one(2) && !sources.isEmpty() ? bind(target) : tmpfs(target));
        }
        if (one(5)) {
            mounts.add(tmpfs("/dev/shm"));
        }
        return mounts;
    }

    private MountRequest bind(String target) {
        boolean readOnly = host.identity() instanceof IdentityForm.Slot || one(2);
        return new MountRequest.Bind(sources.get(random.nextInt(sources.size())), target, readOnly);
    }

    private MountRequest tmpfs(String target) {
        return new MountRequest.Tmpfs(
                target, 4096L << random.nextInt(10), one(2) ? 01777 : 0750, 0, 0, one(3), one(4));
    }

    private Confinement confinement() {
        CapabilitySet add = CapabilitySet.NONE;
        while (one(3)) {
            add = add.plus(CapabilitySet.parse(ADDABLE.get(random.nextInt(ADDABLE.size()))));
        }
        List<String> usual = CapabilitySet.DEFAULT.names();
        CapabilitySet drop = one(4) ? CapabilitySet.ALL : CapabilitySet.NONE;
        if (one(3)) {
            drop = drop.plus(CapabilitySet.parse(usual.get(random.nextInt(usual.size()))));
        }
        SeccompChoice seccomp =
                switch (random.nextInt(6)) {
                    case 0 -> new SeccompChoice.Unconfined();
                    case 1 -> new SeccompChoice.Docker(List.of("ptrace"));
                    default -> new SeccompChoice.Hardened();
                };
        return new Confinement(
                add, drop, seccomp, !one(6), !one(6), Optional.empty(), !one(6), false);
    }

    private Limits limits() {
        List<Ulimit> ulimits = new ArrayList<>();
        if (one(3)) {
            long soft = 64L + random.nextInt(900);
            ulimits.add(new Ulimit(Resource.NOFILE, soft, soft + random.nextInt(100)));
        }
        if (one(4)) {
            ulimits.add(new Ulimit(Resource.FSIZE, 1L << 20, 1L << 30));
        }
        OptionalLong pids =
                switch (random.nextInt(3)) {
                    case 0 -> OptionalLong.of(16L + random.nextInt(100));
                    case 1 -> OptionalLong.of(Limits.PIDS_UNLIMITED);
                    default -> OptionalLong.empty();
                };
        boolean cgroups = !(host.cgroups() instanceof CgroupView.None);
        boolean capped = pids.isPresent() && pids.getAsLong() > 0;
        return LimitSamples.of(
                cgroups && one(3) ? OptionalInt.of(2 + random.nextInt(4000)) : OptionalInt.empty(),
                cgroups && one(3) ? OptionalLong.of(100) : OptionalLong.empty(),
                cgroups && one(3)
                        ? Optional.of(CpuSet.parse(random.nextInt(host.possibleCpus()) + ""))
                        : Optional.empty(),
                OptionalLong.empty(),
                cgroups || !capped ? pids : OptionalLong.empty(),
                one(3) ? ByteSize.MIB : Limits.SHM_BYTES_DEFAULT,
                ulimits);
    }
}
