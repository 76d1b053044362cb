package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.cli.setup.MemoryHost.Death;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Really sets this host up, and takes it back. */
@Tag("kernel")
class SetupOnThisHostTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final long WORKSPACE_OWNER = 54_321;

    @TempDir Path folder;
    private String distribution = "";
    private String former = "";
    private boolean started;

    @BeforeEach
    void aHostWithoutJsec() throws IOException {
        RootTests.needFreshHost();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        distribution = RootTests.distribution(folder.resolve("dist")).toString();
        former = RootTests.snapshot();
        started = true;
    }

    @AfterEach
    void takeBack() {
        if (started) {
            undo();
        }
    }

    private LinuxHost host() {
        return new LinuxHost(distribution + "/lib/jsec-views");
    }

    private Setup setup() {
        return new Setup(host(), distribution);
    }

    private void undo() {
        setup().run(NOWHERE).undo();
    }

    private static SetupOptions slots(int number) {
        return new SetupOptions(OptionalInt.of(number), List.of(), false);
    }

    private CommandRun jsec(String... words) {
        return CommandRun.of(host(), distribution, true, words);
    }

    // Promise P11
    @Test
    void setup_is_complete_after_one_run_and_gone_after_undo() throws IOException {
        CommandRun made = jsec("--yes", "--slots", "3", "--low-ports");
        assertThat(made.err()).isEmpty();
        assertThat(jsec("--check").out()).isEqualTo("setup is complete: nothing to do.\n");
        assertThat(jsec("--yes").out()).isEqualTo("setup is complete: nothing to do.\n");
        assertThat(host().read(Layout.LOW_PORTS)).contains("0\n");
        assertThat(jsec("--undo", "--yes").err()).isEmpty();
        assertThat(RootTests.snapshot()).isEqualTo(former);
    }

    // Promise P11
    @Test
    void setup_killed_before_any_mutation_can_be_undone() throws IOException {
        int moment = 0;
        for (boolean killed = true; killed; moment++) {
            killed = diesAt(moment);
            undo();
            assertThat(RootTests.snapshot()).as("killed at %s", moment).isEqualTo(former);
        }
        assertThat(moment).isGreaterThan(40);
    }

    private boolean diesAt(int moment) {
        try {
            new Setup(new DyingHost(host(), moment), distribution).ensure(slots(2), NOWHERE);
            return false;
        } catch (Death death) {
            return true;
        }
    }

    @Test
    void setup_killed_at_every_fourth_mutation_is_completed_by_the_next_run() {
        for (int moment = 1; diesAt(moment); moment += 4) {
            // The next round continues where this one died.
            assertThat(setup().missing(slots(2))).as("killed at %s", moment).isNotEmpty();
        }
        assertThat(setup().missing(slots(2))).isEmpty();
    }

    @Test
    void what_drifted_is_found_and_mended() {
        setup().ensure(slots(3), NOWHERE);
        RootTests.must("umount", Layout.VIEWS + "/1");
        RootTests.must("chmod", "0600", Layout.TUN);
        RootTests.must("chmod", "0755", Layout.STORE);
        assertThat(jsec("--check").exit()).isEqualTo(1);
        assertThat(setup().ensure(SetupOptions.defaults(), NOWHERE)).isEqualTo(3);
        assertThat(jsec("--check").exit()).isZero();
    }

    @Test
    void the_boot_script_makes_again_what_a_boot_forgets() {
        setup().ensure(slots(2), NOWHERE);
        RootTests.must(distribution + "/lib/jsec-views", "undo", "--views", Layout.VIEWS);
        RootTests.must("rmdir", Layout.RUN);
        RootTests.must(Layout.AT_BOOT);
        assertThat(setup().missing(SetupOptions.defaults())).isEmpty();
    }

    @Test
    void more_slots_keep_the_first_id() {
        setup().ensure(slots(2), NOWHERE);
        EngineIds two = setup().ids();
        setup().ensure(slots(4), NOWHERE);
        assertThat(setup().ids().first()).isEqualTo(two.first());
        assertThat(setup().ids().slots()).isEqualTo(4);
        assertThat(Path.of(Layout.VIEWS, "3")).isDirectory();
    }

    @Test
    void undo_is_refused_while_a_process_has_one_of_the_engines_ids() throws Exception {
        setup().ensure(slots(2), NOWHERE);
        String slot = Long.toString(setup().ids().first() + 65_536 + 7);
        Process process =
                new ProcessBuilder("setpriv", "--reuid", slot, "--clear-groups", "sleep", "600")
                        .start();
        try {
            awaitUser(process.pid(), slot);
            CommandRun run = jsec("--undo", "--yes");
            assertThat(run.err()).contains("still run (process " + process.pid() + ")");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitUser(long pid, String uid) throws IOException {
        String wanted = "\nUid:\t" + uid;
        while (!Files.readString(Path.of("/proc/" + pid + "/status")).contains(wanted)) {
            Thread.onSpinWait();
        }
    }

    // Promise P10
    @Test
    void the_views_are_closed_to_every_user_but_the_engine() {
        setup().ensure(slots(2), NOWHERE);
        EngineIds ids = setup().ids();
        for (long other : new long[] {65_534, ids.first() + 65_536, ids.first() + 2 * 65_536}) {
            assertThat(RootTests.as(other, "ls", Layout.VIEWS).exit()).isNotZero();
            assertThat(RootTests.as(other, "ls", Layout.VIEWS + "/0").exit()).isNotZero();
            assertThat(RootTests.as(other, "ls", Layout.STORE).exit()).isNotZero();
        }
        assertThat(RootTests.as(ids.uid(), "ls", Layout.VIEWS).exit()).isZero();
    }

    @Test
    void what_a_container_writes_to_a_workspace_is_its_owners() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path workspace = Files.createDirectory(home.resolve("src"));
        RootTests.must("chown", "-R", WORKSPACE_OWNER + ":" + WORKSPACE_OWNER, home.toString());
        RootTests.must("chmod", "0700", home.toString());
        CommandRun run = jsec("--yes", "--slots", "2", "--workspace", workspace + ":as=0,1000");
        assertThat(run.err()).isEmpty();
        // Only the engine enters there: the launcher opens the view and hands it on.
        RootTests.must("chmod", "0755", Layout.WORKSPACES);
        String views = Layout.WORKSPACES + "/" + WorkspaceNames.of(workspace.toString());
        long root = setup().ids().first() + 2 * 65_536;
        assertThat(RootTests.as(root, "touch", views + "/0/1/by-root").exit()).isZero();
        assertThat(RootTests.as(root + 1000, "touch", views + "/1000/1/by-user").exit()).isZero();
        assertThat(RootTests.as(root + 1, "touch", views + "/0/1/no").exit()).isNotZero();
        assertThat(RootTests.owner(workspace.resolve("by-root"))).isEqualTo(WORKSPACE_OWNER);
        assertThat(RootTests.owner(workspace.resolve("by-user"))).isEqualTo(WORKSPACE_OWNER);
        assertThat(workspace.resolve("no")).doesNotExist();
    }

    @Test
    void an_imported_root_file_system_is_in_owner_form() throws IOException {
        setup().ensure(slots(2), NOWHERE);
        Path source = Files.createDirectory(folder.resolve("image"));
        Files.writeString(source.resolve("file"), "text");
        RootTests.must("chown", "1:65535", source.resolve("file").toString());
        CommandRun run = jsec("--import-rootfs", source + "=small");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("jsec run --rootfs /var/lib/jsec/store/rootfs/small");
        Path copy = Path.of(Layout.ROOT_FILE_SYSTEMS, "small");
        EngineIds ids = setup().ids();
        assertThat(RootTests.owner(copy)).isEqualTo(ids.uid());
        assertThat(RootTests.owner(copy.resolve("file"))).isEqualTo(ids.first());
        assertThat(RootTests.group(copy.resolve("file"))).isEqualTo(ids.first() + 65_534);
        assertThat(RootTests.owner(Path.of(Layout.VIEWS, "1/rootfs/small/file")))
                .isEqualTo(ids.first() + 2 * 65_536 + 1);
    }
}
