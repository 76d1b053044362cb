package io.jsec.launch;

import io.jsec.linux.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Invariants of ids, namespaces, hidden paths and of what is touched outside, each broken once. */
class IdentityBreaksTest {
    private static final List<IdRange> ENGINE = List.of(new IdRange(0, 0, 65_536));

    @Test
    void the_engines_user_in_a_slot() {
        Broken.plan(Hosts.spec().build(), Hosts.slot())
                .change(Step.IdMap.class, map -> new Step.IdMap(ENGINE, map.gids(), 1))
                .breaks(Rule.ENGINE_ID_UNMAPPED);
        Broken.plan(Hosts.spec().build(), Hosts.slot())
                .change(Step.IdMap.class, map -> new Step.IdMap(map.uids(), ENGINE, 1))
                .breaks(Rule.ENGINE_ID_UNMAPPED);
    }

    @Test
    void another_slots_ids() {
        List<IdRange> next = List.of(new IdRange(0, 4 * 65_536 + 1, 65_536));
        Broken.plan(Hosts.spec().build(), Hosts.slot())
                .change(Step.IdMap.class, map -> new Step.IdMap(next, map.gids(), 1))
                .breaks(Rule.ENGINE_ID_UNMAPPED);
    }

    @Test
    void an_id_beside_the_slot() {
        Broken.plan(Hosts.spec().build(), Hosts.slot())
                .change(
                        Step.IdMap.class,
                        map -> {
                            List<IdRange> more = new ArrayList<>(map.uids());
                            more.add(new IdRange(70_000, 1, 1));
                            return new Step.IdMap(more, map.gids(), 1);
                        })
                .breaks(Rule.ENGINE_ID_UNMAPPED);
    }

    @Test
    void a_namespace_shared_with_the_host() {
        for (NamespaceKind kind :
                List.of(
                        NamespaceKind.NET,
                        NamespaceKind.IPC,
                        NamespaceKind.UTS,
                        NamespaceKind.CGROUP)) {
            Broken.plan()
                    .change(
                            Step.Namespaces.class,
                            namespaces -> new Step.Namespaces(namespaces.flags() & ~kind.flag()))
                    .breaks(Rule.NAMESPACES);
        }
    }

    @Test
    void a_private_network_where_the_hosts_was_asked_for() {
        Broken.plan(Hosts.spec().network(NetworkMode.HOST).build(), Hosts.owner())
                .change(
                        Step.Namespaces.class,
                        namespaces ->
                                new Step.Namespaces(namespaces.flags() | NamespaceKind.NET.flag()))
                .breaks(Rule.NAMESPACES);
    }

    @Test
    void a_path_of_proc_or_sys_that_shows() {
        for (String path : HiddenPaths.masked(4)) {
            Broken.plan().without(new Step.Mask(path)::equals).breaks(Rule.MASKS_PRESENT);
        }
        for (String path : HiddenPaths.readOnly(true)) {
            Broken.plan().without(new Step.ReadOnly(path)::equals).breaks(Rule.MASKS_PRESENT);
        }
    }

    @Test
    void namespaces_that_can_be_made_inside() {
        for (String limit : SysctlSteps.NAMESPACE_LIMITS) {
            Broken.plan()
                    .change(
                            Step.Sysctl.class,
                            sysctl -> sysctl.name().equals(limit),
                            sysctl -> new Step.Sysctl(limit, "1", 0))
                    .breaks(Rule.NESTED_OFF);
            Broken.plan()
                    .change(
                            Step.Sysctl.class,
                            sysctl -> sysctl.name().equals(limit),
                            sysctl -> new Step.Sysctl(limit, "0", Step.Sysctl.OPTIONAL))
                    .breaks(Rule.NESTED_OFF);
        }
        Broken.plan()
                .without(step ->
                        step instanceof Step.Sysctl sysctl
                                && sysctl.name().equals(SysctlSteps.TIME_LIMIT))
                .breaks(Rule.NESTED_OFF);
    }

    @Test
    void a_sysctl_of_the_host() {
        Broken.plan()
                .before(Step.Rlimit.class, new Step.Sysctl("kernel/core_pattern", "|/x", 0))
                .breaks(Rule.SYSCTLS_NAMESPACED);
        Broken.plan(Hosts.spec().network(NetworkMode.HOST).build(), Hosts.owner())
                .before(Step.Rlimit.class, new Step.Sysctl("net/ipv4/ip_forward", "1", 0))
                .breaks(Rule.SYSCTLS_NAMESPACED);
    }

    @Test
    void somebody_elses_directory_removed() {
        ContainerSpec removed = Hosts.spec().lifecycle(new Lifecycle(true, 15)).build();
        for (String path : List.of("/var/lib/jsec/store", "/home", "/var/lib/jsec/store/x")) {
            Broken.plan(removed, Hosts.owner())
                    .change(Step.Cleanup.class, cleanup -> new Step.Cleanup(path))
                    .breaks(Rule.CLEANUP_INSIDE);
        }
    }

    @Test
    void a_kept_containers_directory_removed() {
        Broken.plan()
                .before(Step.OomScore.class, new Step.Cleanup(Hosts.DIRECTORY.toString()))
                .breaks(Rule.CLEANUP_INSIDE);
    }

    @Test
    void a_group_outside_the_delegated_one_or_of_another_container() {
        for (String path :
                List.of(
                        "/sys/fs/cgroup/" + Hosts.ID,
                        "/sys/fs/cgroup/user.slice/jsec.scope",
                        "/sys/fs/cgroup/user.slice/jsec.scope/other",
                        "/sys/fs/cgroup/user.slice/jsec.scope/x/" + Hosts.ID)) {
            Broken.plan()
                    .change(
                            Step.Cgroup.class,
                            cgroup -> new Step.Cgroup(path, cgroup.files(), cgroup.flags()))
                    .breaks(Rule.CGROUP_INSIDE);
        }
    }

    @Test
    void a_group_that_outlives_the_container() {
        Broken.plan()
                .change(
                        Step.Cgroup.class,
                        cgroup -> new Step.Cgroup(cgroup.path(), cgroup.files(), Step.Cgroup.V2))
                .breaks(Rule.CGROUP_INSIDE);
    }

    @Test
    void a_limit_that_is_not_held() {
        Limits limits =
                LimitSamples.of(
                        OptionalInt.of(512),
                        OptionalLong.of(1500),
                        Optional.of(CpuSet.parse("0-1")),
                        OptionalLong.of(64 * ByteSize.MIB),
                        OptionalLong.of(100),
                        Limits.SHM_BYTES_DEFAULT,
                        List.of(new Ulimit(Resource.NOFILE, 100, 200)));
        ContainerSpec spec = Hosts.spec().limits(limits).build();
        Broken.plan(spec, Hosts.owner())
                .change(
                        Step.Cgroup.class,
                        cgroup ->
                                new Step.Cgroup(
                                        cgroup.path(),
                                        cgroup.files().subList(1, cgroup.files().size()),
                                        cgroup.flags()))
                .breaks(Rule.LIMITS_PRESENT);
        Broken.plan(spec, Hosts.owner())
                .without(step ->
                        step instanceof Step.Rlimit limit
                                && limit.resource() == Resource.NOFILE.number())
                .breaks(Rule.LIMITS_PRESENT);
    }
}
