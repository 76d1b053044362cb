package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.Confinement;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SetupPlannerTest {
    private static final String PASSWD_JSEC =
            "jsec:x:990:991:jsec:/var/lib/jsec:/usr/sbin/nologin\n";

    private static List<Change> plan(MemoryHost host, SetupOptions options) {
        SetupFacts facts = new FactsReader(host).read(Hosts.DISTRIBUTION, options);
        return SetupPlanner.plan(facts, options);
    }

    private static List<Change> plan(MemoryHost host) {
        return plan(host, SetupOptions.defaults());
    }

    private static SetupOptions slots(int number) {
        return new SetupOptions(OptionalInt.of(number), List.of(), false);
    }

    private static SetupOptions workspace(String text) {
        return new SetupOptions(OptionalInt.empty(), List.of(WorkspaceOption.parse(text)), false);
    }

    private static <T extends Change> T only(List<Change> changes, Class<T> kind) {
        List<T> found = changes.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static MemoryHost with(MemoryHost host, String file, String line) {
        return host.file(file, 0644, host.read(file).orElse("") + line);
    }

    private static MemoryHost setUp(long first, long count) {
        MemoryHost host = with(Hosts.debian(), "/etc/passwd", PASSWD_JSEC);
        with(host, "/etc/group", "jsec:x:991:\n");
        with(host, "/etc/subuid", "jsec:" + first + ":" + count + "\n");
        return with(host, "/etc/subgid", "jsec:" + first + ":" + count + "\n");
    }

    @Test
    void user_and_group_get_the_highest_system_id_both_have_free() {
        List<Change> changes = plan(Hosts.debian());
        assertThat(only(changes, SystemUser.class).uid()).isEqualTo(998);
        assertThat(only(changes, SystemGroup.class).gid()).isEqualTo(998);
    }

    @Test
    void a_host_without_a_free_system_id_is_refused() {
        StringBuilder users = new StringBuilder();
        for (int id = 100; id < 1000; id++) {
            users.append("u").append(id).append(":x:").append(id).append(":1::/:/bin/false\n");
        }
        MemoryHost host = Hosts.debian().file("/etc/passwd", 0644, users.toString());
        assertThatThrownBy(() -> plan(host)).hasMessageContaining("between 100 and 999");
    }

    @Test
    void sixty_four_slots_need_sixty_five_ranges_that_nobody_has() {
        SubordinateIds ids = only(plan(Hosts.debian()), SubordinateIds.class);
        assertThat(ids.first()).isEqualTo(196_608);
        assertThat(ids.count()).isEqualTo(65 * 65_536);
    }

    @Test
    void accounts_above_the_lowest_subordinate_id_are_avoided() {
        MemoryHost host = with(Hosts.debian(), "/etc/passwd", "ldap:x:400000:400000::/:/bin/sh\n");
        assertThat(only(plan(host), SubordinateIds.class).first()).isEqualTo(458_752);
    }

    @Test
    void ids_that_are_there_are_kept_because_files_are_numbered_from_them() {
        EngineIds ids = only(plan(setUp(1_310_720, 9 * 65_536)), SlotViews.class).ids();
        assertThat(ids).isEqualTo(new EngineIds(990, 991, 1_310_720, 8));
    }

    @Test
    void more_slots_take_the_ids_that_follow() {
        List<Change> changes = plan(setUp(1_310_720, 9 * 65_536), slots(16));
        SubordinateIds ids = only(changes, SubordinateIds.class);
        assertThat(ids.first()).isEqualTo(1_310_720);
        assertThat(ids.count()).isEqualTo(17 * 65_536);
    }

    @Test
    void more_slots_are_refused_where_somebody_has_the_ids_that_follow() {
        MemoryHost host = setUp(1_310_720, 9 * 65_536);
        with(host, "/etc/subgid", "bob:" + (1_310_720 + 9 * 65_536) + ":65536\n");
        assertThatThrownBy(() -> plan(host, slots(9)))
                .hasMessageContaining("--slots 9 refused")
                .hasMessageContaining("Instead: jsec setup --undo, then jsec setup --slots 9");
    }

    @Test
    void fewer_slots_are_refused() {
        assertThatThrownBy(() -> plan(setUp(1_310_720, 9 * 65_536), slots(7)))
                .hasMessageContaining("jsec has 8");
    }

    @Test
    void slots_out_of_bounds_are_refused() {
        assertThatThrownBy(() -> slots(0)).hasMessageContaining("1 to 4096");
        assertThatThrownBy(() -> slots(4097)).hasMessageContaining("1 to 4096");
    }

    @Test
    void more_ids_than_the_host_may_give_are_refused() {
        MemoryHost host = Hosts.debian().file("/etc/login.defs", 0644, "SUB_UID_MAX 300000\n");
        assertThatThrownBy(() -> plan(host)).hasMessageContaining("free subordinate ids");
    }

    @Test
    void a_user_jsec_who_can_log_in_is_refused() {
        MemoryHost host =
                with(Hosts.debian(), "/etc/passwd", "jsec:x:1001:1001::/home/jsec:/bin/bash\n");
        assertThatThrownBy(() -> plan(host)).hasMessageContaining("can log in (/bin/bash)");
    }

    @Test
    void a_user_jsec_who_is_root_is_refused() {
        MemoryHost host = with(Hosts.debian(), "/etc/passwd", "jsec:x:0:0::/:/bin/false\n");
        assertThatThrownBy(() -> plan(host)).hasMessageContaining("is root");
    }

    @Test
    void only_hierarchies_of_our_own_are_delegated() {
        assertThat(plan(Hosts.versionOne()))
                .filteredOn(ControlGroup.class::isInstance)
                .extracting(Change::key)
                .containsExactly(
                        "control-group /sys/fs/cgroup/cpu/jsec",
                        "control-group /sys/fs/cgroup/pids/jsec");
    }

    @Test
    void a_host_without_systemd_gets_no_unit() {
        assertThat(plan(Hosts.versionOne()))
                .extracting(Change::key)
                .contains("file " + Layout.AT_BOOT)
                .doesNotContain("file " + Layout.UNIT, "link " + Layout.UNIT_WANTED);
    }

    private static String profile(MemoryHost host) {
        return plan(host).stream()
                .filter(change -> change.key().equals("file " + Layout.PROFILE))
                .map(change -> ((TextFile) change).text())
                .findFirst()
                .orElse("none");
    }

    @Test
    void a_host_that_restricts_user_namespaces_gets_a_profile_that_grants_them() {
        assertThat(profile(Hosts.debian())).isEqualTo("userns,\n");
        assertThat(plan(Hosts.debian())).anyMatch(LoadedProfile.class::isInstance);
    }

    @Test
    void a_host_with_apparmor_gets_the_profile_of_containers_that_plans_ask_for() {
        assertThat(plan(Hosts.debian()))
                .filteredOn(LoadedProfile.class::isInstance)
                .contains(new LoadedProfile("/etc/apparmor.d/jsec-container", Confinement.PROFILE));
        assertThat(plan(Hosts.debian()))
                .extracting(Change::key)
                .contains("file /etc/apparmor.d/jsec-container");
    }

    @Test
    void a_host_with_an_older_apparmor_gets_a_profile_its_parser_understands() {
        MemoryHost host = Hosts.debian();
        host.removeTree("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
        assertThat(profile(host)).isEqualTo("plain\n");
    }

    @Test
    void a_host_without_apparmor_or_its_parser_gets_no_profile() {
        assertThat(plan(Hosts.versionOne())).noneMatch(LoadedProfile.class::isInstance);
        MemoryHost host = Hosts.debian();
        host.removeTree("/usr/sbin/apparmor_parser");
        assertThat(plan(host)).noneMatch(LoadedProfile.class::isInstance);
    }

    @Test
    void low_ports_stay_closed_until_asked_for_and_then_stay_open() {
        MemoryHost host = Hosts.debian();
        assertThat(plan(host)).noneMatch(KernelSetting.class::isInstance);
        SetupOptions low = new SetupOptions(OptionalInt.empty(), List.of(), true);
        SetupJournal.open(host).begin(only(plan(host, low), KernelSetting.class));
        assertThat(plan(host)).anyMatch(KernelSetting.class::isInstance);
    }

    @Test
    void the_installed_copy_is_not_copied_onto_itself() {
        MemoryHost host = Hosts.debian();
        host.copyTree(Hosts.DISTRIBUTION, Layout.INSTALLED);
        SetupFacts facts = new FactsReader(host).read(Layout.INSTALLED, SetupOptions.defaults());
        assertThat(SetupPlanner.plan(facts, SetupOptions.defaults()))
                .noneMatch(InstalledCopy.class::isInstance);
    }

    @Test
    void a_distribution_without_its_share_folder_is_refused() {
        MemoryHost host = Hosts.debian();
        host.removeTree(Hosts.DISTRIBUTION + "/share");
        assertThatThrownBy(() -> plan(host)).hasMessageContaining("is missing in");
    }

    @Test
    void a_workspace_has_a_view_for_each_id_that_may_write() {
        WorkspaceViews views =
                only(
                        plan(Hosts.debian(), workspace("/home/alice/src:as=0,7")),
                        WorkspaceViews.class);
        assertThat(views.as()).containsExactly(0, 7);
        assertThat(views.directory()).isEqualTo("/home/alice/src");
    }

    @Test
    void workspaces_of_former_runs_stay() {
        MemoryHost host = Hosts.debian();
        List<Change> first = plan(host, workspace("/home/alice/src"));
        SetupJournal.open(host).begin(only(first, WorkspaceViews.class));
        assertThat(only(plan(host), WorkspaceViews.class).directory()).isEqualTo("/home/alice/src");
    }

    @Test
    void a_workspace_that_other_users_can_reach_is_refused() {
        MemoryHost host = Hosts.debian().directory("/home/alice", 0755, 1000);
        assertThatThrownBy(() -> plan(host, workspace("/home/alice/src")))
                .hasMessageContaining("other users can reach it")
                .hasMessageContaining("chmod go-x /home/alice/src");
    }

    @Test
    void a_workspace_of_root_is_refused() {
        MemoryHost host = Hosts.debian().directory("/root/src", 0700, 0);
        assertThatThrownBy(() -> plan(host, workspace("/root/src")))
                .hasMessageContaining("it belongs to root");
    }

    @Test
    void a_workspace_that_is_no_directory_is_refused() {
        assertThatThrownBy(() -> plan(Hosts.debian(), workspace("/home/alice/nothing")))
                .hasMessageContaining("it is no directory");
    }
}
