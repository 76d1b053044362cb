package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SetupCommandTest {
    @TempDir Path directory;

    @Test
    void dry_run_on_debian_says_everything_and_does_nothing() throws IOException {
        MemoryHost host = Hosts.debian();
        CommandRun run =
                CommandRun.of(
                        host,
                        "--dry-run",
                        "--workspace",
                        "/home/alice/src:as=0,1000",
                        "--low-ports");
        Golden.check("dry-run-debian.txt", run.out());
        assertThat(run.exit()).isZero();
        assertThat(host.state()).isEqualTo(Hosts.debian().state());
    }

    @Test
    void dry_run_on_cgroup_version_one_leaves_the_outer_managers_hierarchy_out()
            throws IOException {
        Golden.check("dry-run-version-1.txt", CommandRun.of(Hosts.versionOne(), "--dry-run").out());
    }

    @Test
    void setup_says_each_change_before_it_is_made() throws IOException {
        CommandRun run = CommandRun.of(Hosts.versionOne(), "--yes", "--slots", "2");
        Golden.check("setup-version-1.txt", run.out());
        assertThat(run.exit()).isZero();
    }

    @Test
    void undo_says_each_change_it_takes_back() throws IOException {
        MemoryHost host = Hosts.versionOne();
        CommandRun.of(host, "--yes", "--slots", "2");
        CommandRun run = CommandRun.of(host, "--undo", "--yes");
        Golden.check("undo-version-1.txt", run.out());
        assertThat(host.state()).isEqualTo(Hosts.versionOne().state());
    }

    @Test
    void the_boot_script_makes_again_what_a_boot_forgets() throws IOException {
        MemoryHost host = Hosts.debian();
        CommandRun.of(host, "--yes", "--workspace", "/home/alice/src:as=0,1000");
        Golden.check("at-boot.txt", host.read(Layout.AT_BOOT).orElse(""));
    }

    @Test
    void the_second_run_has_nothing_to_do() {
        MemoryHost host = Hosts.debian();
        CommandRun.of(host, "--yes");
        String made = host.state();
        CommandRun second = CommandRun.of(host, "--yes");
        assertThat(second.out()).isEqualTo("setup is complete: nothing to do.\n");
        assertThat(second.exit()).isZero();
        assertThat(host.state()).isEqualTo(made);
    }

    @Test
    void check_is_content_after_setup() {
        MemoryHost host = Hosts.debian();
        CommandRun.of(host, "--yes");
        assertThat(CommandRun.of(host, "--check").exit()).isZero();
    }

    @Test
    void check_names_what_drifted() {
        MemoryHost host = Hosts.debian();
        CommandRun.of(host, "--yes");
        host.mounts.clear();
        host.file("/dev/net/tun", 0600, "");
        CommandRun run = CommandRun.of(host, "--check");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("set the mode of /dev/net/tun to 0666")
                .contains("for each of 64 slots")
                .doesNotContain("group jsec");
    }

    @Test
    void a_newer_distribution_is_copied_again() {
        MemoryHost host = Hosts.debian();
        CommandRun.of(host, "--yes");
        host.file(Hosts.DISTRIBUTION + "/bin/jsec", 0755, "a newer program");
        assertThat(CommandRun.of(host, "--yes").out()).contains("copy jsec from");
        assertThat(host.read("/usr/local/lib/jsec/bin/jsec")).contains("a newer program");
    }

    @Test
    void an_installation_of_somebody_else_is_not_overwritten() {
        MemoryHost host = Hosts.debian().directory(Layout.INSTALLED, 0755, 0);
        CommandRun run = CommandRun.of(host, "--yes");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("was not made by jsec setup");
    }

    @Test
    void a_command_of_somebody_else_is_not_overwritten() {
        MemoryHost host = Hosts.debian().file(Layout.COMMAND, 0755, "theirs");
        CommandRun run = CommandRun.of(host, "--yes");
        assertThat(run.err()).contains(Layout.COMMAND + " refused");
        CommandRun.of(host, "--undo", "--yes");
        assertThat(host.read(Layout.COMMAND)).contains("theirs");
    }

    @Test
    void an_ordinary_user_is_told_what_setup_would_add_and_how_to_run_it() {
        MemoryHost host = Hosts.debian();
        host.root = false;
        CommandRun run = CommandRun.of(host);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("add the system user jsec").contains("64 slots");
        assertThat(run.err())
                .isEqualTo(
                        "JSEC-C-040 setup refused: only root can change the host. Instead: sudo"
                                + " /home/clone/dist/bin/jsec setup --yes\n");
        assertThat(host.state()).isEqualTo(Hosts.debian().state());
    }

    @Test
    void an_ordinary_user_sees_a_setup_that_was_made_as_complete() {
        MemoryHost host = Hosts.debian();
        CommandRun.of(host, "--yes");
        host.root = false;
        CommandRun run = CommandRun.of(host, "--check");
        assertThat(run.out()).isEqualTo("setup is complete: nothing to do.\n");
    }

    @Test
    void a_preset_is_written_and_taken_back() {
        MemoryHost host = Hosts.debian();
        CommandRun run = CommandRun.of(host, "--yes", "--preset", "production");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("write /etc/jsec/policy.yaml (0644): the admission policy production");
        assertThat(host.read(Layout.POLICY).orElse("")).endsWith("preset: production\n");
        assertThat(CommandRun.of(host, "--check", "--preset", "ci").exit()).isEqualTo(1);
        assertThat(CommandRun.of(host, "--yes", "--preset", "ci").exit()).isZero();
        assertThat(host.read(Layout.POLICY).orElse("")).endsWith("preset: ci\n");
        assertThat(CommandRun.of(host, "--yes").exit()).isZero();
        assertThat(host.read(Layout.POLICY).orElse("")).endsWith("preset: ci\n");
        CommandRun.of(host, "--undo", "--yes");
        assertThat(host.state()).isEqualTo(Hosts.debian().state());
    }

    @Test
    void a_policy_of_somebody_else_is_not_overwritten() {
        MemoryHost host = Hosts.debian().file(Layout.POLICY, 0644, "preset: dev\nrules: {}\n");
        String before = host.state();
        CommandRun run = CommandRun.of(host, "--yes", "--preset", "production");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("--preset production refused: /etc/jsec/policy.yaml was not written by")
                .contains("Instead: the line \"preset: production\" in it");
        assertThat(host.state()).isEqualTo(before);
    }

    @Test
    void an_unknown_preset_is_refused() {
        CommandRun run = CommandRun.of(Hosts.debian(), "--yes", "--preset", "strict");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "--preset strict refused: there is no such preset. Instead: dev, ci, pro");
    }

    @Test
    void an_ordinary_user_writes_the_policy_of_his_own_engine() throws IOException {
        MemoryHost host = Hosts.debian();
        host.root = false;
        Path policy = directory.resolve("config/jsec/policy.yaml");
        CommandRun dry = CommandRun.of(host, policy, "--dry-run", "--preset", "ci");
        assertThat(dry.exit()).isZero();
        assertThat(policy).doesNotExist();
        CommandRun run = CommandRun.of(host, policy, "--preset", "ci");
        assertThat(run.exit()).isZero();
        assertThat(Files.readString(policy)).endsWith("preset: ci\n");
        assertThat(CommandRun.of(host, policy, "--preset", "ci").out()).contains("nothing to do");
        assertThat(CommandRun.of(host, policy, "--check", "--preset", "dev").exit()).isEqualTo(1);
        Files.writeString(policy, "rules: {}\n");
        CommandRun kept = CommandRun.of(host, policy, "--preset", "dev");
        assertThat(kept.exit()).isEqualTo(1);
        assertThat(kept.err()).contains("was changed since. Instead: the line");
        assertThat(policy).hasContent("rules: {}\n");
        assertThat(host.state()).isEqualTo(Hosts.debian().state());
    }

    @Test
    void an_ordinary_user_may_not_undo_or_import() {
        MemoryHost host = Hosts.debian();
        host.root = false;
        assertThat(CommandRun.of(host, "--undo").err()).contains("only root");
        assertThat(CommandRun.of(host, "--import-rootfs", "/a=b").err()).contains("only root");
    }

    @Test
    void somebody_who_does_not_agree_keeps_his_host() {
        MemoryHost host = Hosts.debian();
        CommandRun run = CommandRun.of(host, Hosts.DISTRIBUTION, false);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).endsWith("nothing was changed.\n");
        assertThat(host.state()).isEqualTo(Hosts.debian().state());
    }

    @Test
    void undo_is_refused_while_something_of_the_engine_runs() {
        MemoryHost host = Hosts.debian();
        CommandRun.of(host, "--yes");
        host.processes.add(4711L);
        String made = host.state();
        CommandRun run = CommandRun.of(host, "--undo", "--yes");
        assertThat(run.err()).contains("still run (process 4711)");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(host.state()).isEqualTo(made);
    }

    @Test
    void undo_without_a_setup_has_nothing_to_take_back() {
        assertThat(CommandRun.of(Hosts.debian(), "--undo").out())
                .isEqualTo("setup did nothing here: nothing to take back.\n");
    }

    @Test
    void two_things_to_do_instead_are_refused() {
        assertThat(CommandRun.of(Hosts.debian(), "--undo", "--check").exit()).isEqualTo(2);
    }

    @Test
    void an_import_before_setup_is_refused() {
        MemoryHost host = Hosts.debian();
        assertThat(CommandRun.of(host, "--import-rootfs", "/home/alice/src=debian").err())
                .contains("jsec is not set up on this host yet");
    }

    @Test
    void an_import_of_nothing_or_without_a_name_is_refused() {
        MemoryHost host = Hosts.debian();
        assertThat(CommandRun.of(host, "--import-rootfs", "/nowhere=a").err())
                .contains("it is no directory");
        assertThat(CommandRun.of(host, "--import-rootfs", "/home/alice/src").err())
                .contains("DIR=NAME is wanted");
        assertThat(CommandRun.of(host, "--import-rootfs", "/home/alice/src=../x").err())
                .contains("DIR=NAME is wanted");
    }
}
