package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invariants of privileges, order and the command, each broken once. */
class ProcessBreaksTest {
    private static final ContainerUser NOBODY = new ContainerUser(99, 99, List.of(), "/");

    @Test
    void a_missing_filter() {
        Broken.plan().without(Step.Seccomp.class).breaks(Rule.SECCOMP_LAST);
    }

    @Test
    void a_filter_before_the_capabilities_go() {
        Step filter = new Step.Seccomp(new FilterBytes(new byte[8]));
        Broken.plan()
                .without(Step.Seccomp.class)
                .before(Step.Capabilities.class, filter)
                .breaks(Rule.SECCOMP_LAST, Rule.ORDER, Rule.NO_NEW_PRIVS_FIRST);
    }

    @Test
    void a_profile_missing_another_or_one_too_many() {
        ContainerSpec spec = Hosts.spec().build();
        Broken.plan(spec, Hosts.appArmor())
                .without(Step.AppArmor.class)
                .breaks(Rule.APPARMOR_PRESENT);
        Broken.plan(spec, Hosts.appArmor())
                .change(Step.AppArmor.class, _ -> new Step.AppArmor("unconfined"))
                .breaks(Rule.APPARMOR_PRESENT);
        Broken.plan(spec, Hosts.appArmor())
                .before(Step.Cgroup.class, new Step.AppArmor(Confinement.PROFILE))
                .breaks(Rule.ORDER);
        Broken.plan()
                .before(Step.Cgroup.class, new Step.AppArmor(Confinement.PROFILE))
                .breaks(Rule.APPARMOR_PRESENT);
    }

    @Test
    void a_step_after_the_command() {
        Broken.plan()
                .last(new Step.Sysctl("net/ipv4/ip_unprivileged_port_start", "0", 0))
                .breaks(Rule.SECCOMP_LAST, Rule.ORDER);
    }

    @Test
    void no_new_privs_missing() {
        Broken.plan().without(Step.NoNewPrivs.class).breaks(Rule.NO_NEW_PRIVS_FIRST);
    }

    @Test
    void no_new_privs_after_the_filter() {
        Broken.plan()
                .without(Step.NoNewPrivs.class)
                .before(Step.Exec.class, new Step.NoNewPrivs())
                .breaks(Rule.NO_NEW_PRIVS_FIRST, Rule.ORDER, Rule.SECCOMP_LAST);
    }

    @Test
    void a_capability_nobody_allowed() {
        long more = CapabilitySet.DEFAULT.plus(CapabilitySet.of("NET_ADMIN")).bits();
        Broken.plan()
                .change(
                        Step.Capabilities.class,
                        sets -> new Step.Capabilities(more, sets.permitted(), 0, 0, 0))
                .breaks(Rule.BOUNDING_SET);
        Broken.plan()
                .change(
                        Step.Capabilities.class,
                        sets -> new Step.Capabilities(sets.bounding(), more, 0, 0, 0))
                .breaks(Rule.BOUNDING_SET);
        Broken.plan()
                .change(
                        Step.Capabilities.class,
                        sets ->
                                new Step.Capabilities(
                                        sets.bounding(), sets.permitted(), more, 0, 0))
                .breaks(Rule.BOUNDING_SET);
    }

    @Test
    void capabilities_for_a_user_who_has_none() {
        Broken.plan(Hosts.spec().user(NOBODY).build(), Hosts.owner())
                .change(
                        Step.Capabilities.class,
                        sets -> new Step.Capabilities(CapabilitySet.DEFAULT.bits(), 0, 0, 0, 0))
                .breaks(Rule.BOUNDING_SET);
    }

    @Test
    void added_capabilities_held_by_a_user_other_than_root() {
        CapabilitySet added = CapabilitySet.of("NET_RAW");
        ContainerSpec spec =
                Hosts.spec()
                        .user(NOBODY)
                        .confinement(Hosts.capabilities(added, CapabilitySet.NONE))
                        .build();
        Broken.plan(spec, Hosts.owner())
                .change(
                        Step.Capabilities.class,
                        sets -> new Step.Capabilities(added.bits(), added.bits(), 0, 0, 0))
                .breaks(Rule.BOUNDING_SET);
    }

    @Test
    void inheritable_or_ambient_capabilities() {
        long one = CapabilitySet.of("CHOWN").bits();
        Broken.plan()
                .change(
                        Step.Capabilities.class,
                        sets -> new Step.Capabilities(sets.bounding(), 0, 0, one, 0))
                .breaks(Rule.NO_INHERITED_CAPABILITIES);
        Broken.plan()
                .change(
                        Step.Capabilities.class,
                        sets -> new Step.Capabilities(sets.bounding(), 0, 0, 0, one))
                .breaks(Rule.NO_INHERITED_CAPABILITIES);
    }

    @Test
    void another_user_than_asked_for() {
        Broken.plan(Hosts.spec().user(NOBODY).build(), Hosts.owner())
                .change(Step.User.class, user -> new Step.User(0, user.gid(), user.groups()))
                .breaks(Rule.USER_AS_ASKED);
    }

    @Test
    void groups_left_as_they_were() {
        Broken.plan(Hosts.spec().user(NOBODY).build(), Hosts.owner())
                .change(Step.User.class, user -> new Step.User(99, 99, List.of()))
                .breaks(Rule.USER_AS_ASKED);
    }

    @Test
    void another_command_environment_or_directory() {
        Broken.plan()
                .change(
                        Step.Exec.class,
                        exec -> new Step.Exec(List.of("/bin/evil"), exec.env(), "/", 0))
                .breaks(Rule.COMMAND_AS_ASKED);
        Broken.plan()
                .change(
                        Step.Exec.class,
                        exec -> {
                            List<String> env = new ArrayList<>(exec.env());
                            env.add("LD_PRELOAD=/x.so");
                            return new Step.Exec(exec.argv(), env, "/", 0);
                        })
                .breaks(Rule.COMMAND_AS_ASKED);
        Broken.plan()
                .change(
                        Step.Exec.class,
                        exec -> new Step.Exec(exec.argv(), exec.env(), "/proc/self/fd/3", 0))
                .breaks(Rule.COMMAND_AS_ASKED);
    }

    @Test
    void an_init_nobody_asked_for_or_none_where_one_was() {
        Broken.plan()
                .change(Step.Exec.class, exec -> new Step.Exec(exec.argv(), exec.env(), "/", 1))
                .breaks(Rule.COMMAND_AS_ASKED);
        Command init = new Command(List.of("/bin/sh"), Map.of(), "/", true);
        Broken.plan(Hosts.spec().command(init).build(), Hosts.owner())
                .change(Step.Exec.class, exec -> new Step.Exec(exec.argv(), exec.env(), "/", 0))
                .breaks(Rule.COMMAND_AS_ASKED);
    }

    @Test
    void input_or_a_terminal_nobody_asked_for() {
        for (int mode = 1; mode <= 3; mode++) {
            int other = mode;
            Broken.plan()
                    .change(Step.Stdio.class, stdio -> new Step.Stdio(other, 24, 80))
                    .breaks(Rule.STDIO_ONLY);
        }
    }

    @Test
    void steps_out_of_order() {
        Broken.plan().before(Step.Overlay.class, new Step.PivotRoot()).breaks(Rule.ORDER);
        Broken.plan()
                .before(Step.Landlock.class, new Step.Directory("/late", 0755, 0, 0))
                .breaks(Rule.ORDER);
        Broken.plan().before(Step.IdMap.class, new Step.Mask("/proc/keys")).breaks(Rule.ORDER);
    }

    @Test
    void steps_that_stand_there_twice_or_not_at_all() {
        Broken.plan().before(Step.Exec.class, new Step.NoNewPrivs()).violations();
        Broken.plan().before(Step.NoNewPrivs.class, new Step.NoNewPrivs()).breaks(Rule.ORDER);
        Broken.plan().without(Step.PivotRoot.class).breaks(Rule.ORDER);
        Broken.plan().without(Step.Capabilities.class).breaks(Rule.ORDER);
        Broken.plan().without(Step.User.class).breaks(Rule.ORDER);
        Broken.plan().without(Step.IdMap.class).breaks(Rule.ORDER, Rule.USER_AS_ASKED);
    }

    @Test
    void landlock_missing_or_letting_device_nodes_be_made() {
        Broken.plan().without(Step.Landlock.class).breaks(Rule.LANDLOCK_PRESENT);
        Broken.plan()
                .change(
                        Step.Landlock.class,
                        rules ->
                                new Step.Landlock(
                                        rules.handled(),
                                        List.of(new Step.LandlockRule("/", rules.handled()))))
                .breaks(Rule.LANDLOCK_PRESENT);
        long makeChar = LandlockRight.MAKE_CHAR.bit();
        Broken.plan()
                .change(
                        Step.Landlock.class,
                        rules -> new Step.Landlock(rules.handled() & ~makeChar, List.of()))
                .breaks(Rule.LANDLOCK_PRESENT);
    }

    @Test
    void landlock_letting_a_read_only_root_be_written() {
        ContainerSpec spec = Hosts.spec().root(new RootFs(List.of(Hosts.LOWER), true)).build();
        Broken.plan(spec, Hosts.owner())
                .change(
                        Step.Landlock.class,
                        rules ->
                                new Step.Landlock(
                                        rules.handled(),
                                        List.of(
                                                new Step.LandlockRule(
                                                        "/", LandlockRight.WRITE_FILE.bit()))))
                .breaks(Rule.LANDLOCK_PRESENT);
    }
}
