package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that root starts on a host that was set up. */
@Tag("e2e")
class SlotsTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final long WORKSPACE_OWNER = 54_321;
    private static final List<String> ROOTFS =
            List.of("--rootfs", Layout.ROOT_FILE_SYSTEMS + "/busybox");

    @TempDir Path folder;
    private final Path command = Path.of(Layout.COMMAND);
    private String distribution = "";
    private boolean started;

    @BeforeEach
    void aHostThatWasSetUp() throws IOException {
        RootTests.needFreshHost();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path built = Path.of(System.getProperty("jsec.root", "..")).resolve("cli/target/dist");
        distribution =
                Path.of(System.getProperty("jsec.dist", built.toString())).toRealPath().toString();
        assertThat(Path.of(distribution, "lib/jsec-launch")).isExecutable();
        started = true;
        setup().ensure(new SetupOptions(OptionalInt.of(3), List.of(), false), NOWHERE);
        importBusybox();
    }

    @AfterEach
    void takeBack() {
        if (started) {
            setup().run(NOWHERE).undo();
        }
    }

    private Setup setup() {
        return new Setup(new LinuxHost(distribution + "/lib/jsec-views"), distribution);
    }

    private void importBusybox() throws IOException {
        Path image = folder.resolve("image");
        for (String name : List.of("bin", "etc", "proc", "sys", "dev", "tmp", "run", "src")) {
            Files.createDirectories(image.resolve(name));
        }
        Files.copy(
                Path.of("/bin/busybox"),
                image.resolve("bin/busybox"),
                StandardCopyOption.COPY_ATTRIBUTES);
        for (String name : List.of("sh", "cat", "id", "touch", "chmod", "chown", "true")) {
            Files.createSymbolicLink(image.resolve("bin").resolve(name), Path.of("busybox"));
        }
        Files.writeString(image.resolve("etc/passwd"), "root:x:0:0:root:/:/bin/sh\n");
        new RootfsImport(image.toRealPath().toString(), "busybox").run(setup(), NOWHERE);
    }

    private SlotContainer container(String script) throws IOException {
        return SlotContainer.start(command, ROOTFS, script);
    }

    private static long uid(SlotContainer container) throws IOException {
        return Long.parseLong(SlotContainer.field(container.shell(), "Uid").orElseThrow());
    }

    @Test
    void two_containers_have_ids_of_their_own_that_nobody_else_has() throws Exception {
        try (SlotContainer one = container("true");
                SlotContainer two = container("true")) {
            EngineIds ids = setup().ids();
            assertThat(uid(one)).isEqualTo(ids.first() + 65_536);
            assertThat(uid(two)).isEqualTo(ids.first() + 2 * 65_536);
            assertThat(one.end()).isZero();
            assertThat(two.end()).isZero();
        }
    }

    // Promise P4
    @Test
    void a_container_cannot_reach_the_files_or_processes_of_another() throws Exception {
        String secret = "echo secret > /secret; chmod 0777 /secret; chmod 0777 /";
        try (SlotContainer one = container(secret);
                SlotContainer two = container("true")) {
            long thief = uid(two);
            long victim = one.shell();
            assertThat(secretFiles()).isNotEmpty();
            for (Path file : secretFiles()) {
                assertThat(RootTests.as(thief, "cat", file.toString()).exit()).isNotZero();
            }
            String root = "/proc/" + victim + "/root/secret";
            assertThat(RootTests.must("cat", root)).isEqualTo("secret\n");
            assertThat(RootTests.as(thief, "cat", root).exit()).isNotZero();
            assertThat(RootTests.as(thief, "kill", "-9", Long.toString(victim)).exit()).isNotZero();
            assertThat(one.end()).isZero();
        }
    }

    private static List<Path> secretFiles() throws IOException {
        try (Stream<Path> walk = Files.walk(Path.of(Layout.STORE, "containers"))) {
            List<Path> found = walk.filter(path -> path.endsWith("upper/secret")).toList();
            return found.stream()
                    .flatMap(path ->
                            Stream.of(
                                    path,
                                    Path.of(Layout.VIEWS, "1")
                                            .resolve(Path.of(Layout.STORE).relativize(path))))
                    .toList();
        }
    }

    @Test
    void no_process_of_ours_has_real_uid_0_while_root_runs_a_container() throws Exception {
        try (SlotContainer container = container("true")) {
            EngineIds ids = setup().ids();
            assertThat(container.processes()).hasSizeGreaterThanOrEqualTo(3);
            for (long pid : container.processes()) {
                long uid = Long.parseLong(SlotContainer.field(pid, "Uid").orElseThrow());
                assertThat(uid == ids.uid() || uid >= ids.first())
                        .as(
                                "process %s (%s) has uid %s",
                                pid, SlotContainer.field(pid, "Name"), uid)
                        .isTrue();
            }
        }
    }

    @Test
    void what_a_container_leaves_is_in_owner_form_and_readable_in_the_next_slot() throws Exception {
        Path kept = Path.of(Layout.STORE, "containers");
        try (SlotContainer container =
                container("touch /made; chown 1000:1000 /made; touch /mine")) {
            EngineIds ids = setup().ids();
            try (Stream<Path> walk = Files.walk(kept)) {
                Path made =
                        walk.filter(path -> path.endsWith("upper/made")).findFirst().orElseThrow();
                assertThat(RootTests.owner(made)).isEqualTo(ids.first() + 999);
                assertThat(RootTests.owner(made.resolveSibling("mine"))).isEqualTo(ids.uid());
            }
            assertThat(container.end()).isZero();
        }
    }

    @Test
    void the_fourth_container_is_refused_where_there_are_three_slots() throws Exception {
        try (SlotContainer one = container("true");
                SlotContainer two = container("true");
                SlotContainer three = container("true")) {
            SetupHost.Outcome fourth =
                    RootTests.run(
                            Layout.COMMAND, "run", "--rm", ROOTFS.get(0), ROOTFS.get(1), "true");
            assertThat(fourth.exit()).isEqualTo(125);
            assertThat(fourth.output()).contains("all 3 slots are in use");
            assertThat(List.of(one.end(), two.end(), three.end())).containsOnly(0);
        }
        assertThat(
                        RootTests.run(
                                        Layout.COMMAND,
                                        "run",
                                        "--rm",
                                        ROOTFS.get(0),
                                        ROOTFS.get(1),
                                        "true")
                                .exit())
                .isZero();
    }

    @Test
    void undo_is_refused_while_a_container_runs() throws Exception {
        try (SlotContainer container = container("true")) {
            CommandRun run =
                    CommandRun.of(
                            new LinuxHost(distribution + "/lib/jsec-views"),
                            distribution,
                            true,
                            "--undo",
                            "--yes");
            assertThat(run.err()).contains("still run");
            assertThat(container.end()).isZero();
        }
    }

    @Test
    void a_bind_below_a_workspace_is_written_as_its_owner() throws Exception {
        Path home = Files.createDirectory(folder.toRealPath().resolve("home"));
        Path workspace = Files.createDirectory(home.resolve("src"));
        RootTests.must("chown", "-R", WORKSPACE_OWNER + ":" + WORKSPACE_OWNER, home.toString());
        RootTests.must("chmod", "0700", home.toString());
        WorkspaceOption option = WorkspaceOption.parse(workspace + ":as=0,1000");
        setup().ensure(new SetupOptions(OptionalInt.empty(), List.of(option), false), NOWHERE);
        for (String user : List.of("0:0", "1000:1000")) {
            try (SlotContainer container =
                    SlotContainer.start(command, bind(user, workspace), "touch /src/" + user)) {
                assertThat(container.end()).isZero();
            }
            assertThat(RootTests.owner(workspace.resolve(user))).isEqualTo(WORKSPACE_OWNER);
            assertThat(RootTests.group(workspace.resolve(user))).isEqualTo(WORKSPACE_OWNER);
        }
        List<String> words = new ArrayList<>(List.of(Layout.COMMAND, "run", "--rm"));
        words.addAll(bind("1000:0", workspace));
        words.add("true");
        SetupHost.Outcome refused = Programs.run(words);
        assertThat(refused.exit()).isEqualTo(125);
        assertThat(refused.output()).contains("refused").contains("jsec setup --workspace");
    }

    private static List<String> bind(String user, Path workspace) {
        return Stream.of(ROOTFS, List.of("--user", user, "-v", workspace + ":/src"))
                .flatMap(List::stream)
                .toList();
    }
}
