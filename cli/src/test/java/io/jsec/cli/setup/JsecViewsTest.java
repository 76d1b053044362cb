package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.cli.setup.SetupHost.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The helper, on mounts of the real kernel. */
@Tag("kernel")
class JsecViewsTest {
    private static final long UID = 54_990;
    private static final long GID = 54_991;
    private static final long FIRST = 1_638_400_000;
    private static final long SLOT_1 = FIRST + 2 * 65_536;

    @TempDir Path folder;
    private Path store;
    private Path views;

    @BeforeEach
    void aStore() throws IOException {
        RootTests.needRoot();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        store = Files.createDirectory(folder.toRealPath().resolve("store"));
        views = folder.toRealPath().resolve("run/views");
        RootTests.must("chown", UID + ":" + GID, store.toString());
    }

    @AfterEach
    void unmount() {
        if (views != null) {
            helper("undo", "--views", views.toString());
        }
    }

    private static Outcome helper(String... words) {
        List<String> command = new ArrayList<>(List.of(RootTests.helper().toString()));
        command.addAll(Arrays.asList(words));
        return Programs.run(command);
    }

    private Outcome slots(String verb, long first, int slots) {
        return helper(
                verb,
                "--store",
                store.toString(),
                "--views",
                views.toString(),
                "--uid",
                Long.toString(UID),
                "--gid",
                Long.toString(GID),
                "--sub",
                Long.toString(first),
                "--slots",
                Integer.toString(slots));
    }

    private Outcome make() {
        return slots("make", FIRST, 2);
    }

    private void give(Path path, long uid, long gid) {
        RootTests.must("chown", "--no-dereference", uid + ":" + gid, path.toString());
    }

    private static String mountsBelow(Path path) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readString(Path.of("/proc/self/mountinfo")).split("\n", -1)) {
            if (line.contains(" " + path)) {
                lines.append(line).append('\n');
            }
        }
        return lines.toString();
    }

    @Test
    void a_view_shows_the_engines_files_as_the_slots() throws IOException {
        Files.writeString(store.resolve("root"), "");
        Files.writeString(store.resolve("user"), "");
        give(store.resolve("root"), UID, GID);
        give(store.resolve("user"), FIRST + 999, FIRST + 65_534);
        assertThat(make().output()).isEqualTo("slot views made: 2\nslot views kept: 0\n");
        assertThat(RootTests.owner(views.resolve("1/root"))).isEqualTo(SLOT_1);
        assertThat(RootTests.group(views.resolve("1/root"))).isEqualTo(SLOT_1);
        assertThat(RootTests.owner(views.resolve("1/user"))).isEqualTo(SLOT_1 + 1000);
        assertThat(RootTests.group(views.resolve("1/user"))).isEqualTo(SLOT_1 + 65_535);
    }

    @Test
    void what_a_slot_writes_is_in_owner_form_on_disk() throws IOException {
        RootTests.must("chmod", "0777", store.toString());
        make();
        RootTests.must("chmod", "0755", views.toString());
        assertThat(RootTests.as(SLOT_1 + 7, "touch", views + "/1/new").exit()).isZero();
        assertThat(RootTests.owner(store.resolve("new"))).isEqualTo(FIRST + 6);
    }

    @Test
    void a_file_of_nobody_in_the_store_belongs_to_nobody_in_a_view() throws IOException {
        Files.writeString(store.resolve("theirs"), "");
        make();
        assertThat(RootTests.owner(views.resolve("0/theirs"))).isEqualTo(65_534);
    }

    @Test
    void views_are_private_and_take_no_setuid_programs_and_no_devices() throws IOException {
        make();
        assertThat(mountsBelow(views.resolve("1")).lines().toList())
                .hasSize(1)
                .allMatch(line -> line.contains("nosuid,nodev") && line.contains("idmapped"))
                .noneMatch(line -> line.contains("shared:"));
        assertThat(RootTests.mode(views)).isEqualTo(0700);
        assertThat(RootTests.owner(views)).isEqualTo(UID);
    }

    @Test
    void views_that_are_right_are_kept() {
        make();
        assertThat(make().output()).isEqualTo("slot views made: 0\nslot views kept: 2\n");
    }

    @Test
    void a_view_that_is_gone_is_found_and_made_again() {
        make();
        RootTests.must("umount", views + "/0");
        assertThat(slots("check", FIRST, 2).exit()).isEqualTo(1);
        assertThat(make().output()).isEqualTo("slot views made: 1\nslot views kept: 1\n");
        assertThat(slots("check", FIRST, 2).exit()).isZero();
    }

    @Test
    void views_with_other_ids_are_found_and_replaced() throws IOException {
        make();
        long other = FIRST + 10 * 65_536;
        assertThat(slots("check", other, 2).output())
                .isEqualTo("slot views missing or different: 2\n");
        assertThat(slots("make", other, 2).output()).contains("made: 2");
        assertThat(RootTests.owner(views.resolve("0"))).isEqualTo(other + 65_536);
        assertThat(mountsBelow(views.resolve("0")).lines()).hasSize(1);
    }

    @Test
    void a_foreign_mount_at_a_views_place_is_found_and_replaced() throws IOException {
        make();
        RootTests.must("mount", "-t", "tmpfs", "tmpfs", views + "/1");
        assertThat(slots("check", FIRST, 2).exit()).isEqualTo(1);
        assertThat(make().exit()).isZero();
        assertThat(mountsBelow(views.resolve("1")).lines()).hasSize(1);
    }

    @Test
    void a_marker_that_the_engine_replaced_is_made_anew_and_nothing_else_is_chowned()
            throws IOException {
        Path target = folder.resolve("target");
        Files.writeString(target, "");
        Files.createSymbolicLink(store.resolve(".last-id"), target);
        assertThat(make().exit()).isZero();
        assertThat(RootTests.owner(target)).isZero();
        assertThat(RootTests.owner(store.resolve(".last-id"))).isEqualTo(FIRST + 65_534);
    }

    @Test
    void undo_leaves_no_mount_and_no_directory() throws IOException {
        make();
        assertThat(helper("undo", "--views", views.toString()).exit()).isZero();
        assertThat(views).doesNotExist();
        assertThat(mountsBelow(folder.toRealPath())).isEmpty();
        assertThat(helper("undo", "--views", views.toString()).exit()).isZero();
    }

    @Test
    void undo_works_while_a_view_is_in_use() throws Exception {
        make();
        Process user =
                new ProcessBuilder("sleep", "600").directory(views.resolve("0").toFile()).start();
        try {
            assertThat(helper("undo", "--views", views.toString()).exit()).isZero();
            assertThat(mountsBelow(folder.toRealPath())).isEmpty();
        } finally {
            user.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_store_behind_a_symbolic_link_is_refused() throws IOException {
        Path real = store;
        store = Files.createSymbolicLink(folder.toRealPath().resolve("link"), real);
        assertThat(make().output()).contains("ELOOP (40): a symbolic link is part of the path");
    }

    @Test
    void a_store_of_somebody_else_is_refused() {
        RootTests.must("chown", "0:0", store.toString());
        assertThat(make().output()).contains("does not belong to the engine's user");
        assertThat(views).doesNotExist();
    }

    @Test
    void a_store_that_is_missing_is_named() throws IOException {
        Files.delete(store);
        assertThat(make().output()).isEqualTo("jsec-views: openat2(" + store + "): ENOENT (2)\n");
    }

    @Test
    void an_ordinary_user_is_refused() throws IOException {
        Path copy = folder.resolve("jsec-views");
        Files.copy(RootTests.helper(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        RootTests.must("chmod", "0755", copy.toString());
        Outcome outcome = RootTests.as(65_534, copy.toString(), "undo", "--views", "/nowhere");
        assertThat(outcome)
                .isEqualTo(
                        new Outcome(1, "jsec-views: verb undo refused: only root can do this\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "make",
                "make --store",
                "make --store relative --views /v --uid 1 --gid 1 --sub 100000 --slots 1",
                "make --store /s --views /v --uid 0 --gid 1 --sub 100000 --slots 1",
                "make --store /s --views /v --uid 1 --gid 0 --sub 100000 --slots 1",
                "make --store /s --views /v --uid x --gid 1 --sub 100000 --slots 1",
                "make --store /s --views /v --uid 4294967295 --gid 1 --sub 100000 --slots 1",
                "make --store /s --views /v --uid 1 --gid 1 --sub 999 --slots 1",
                "make --store /s --views /v --uid 1 --gid 1 --sub 4294900000 --slots 1",
                "make --store /s --views /v --uid 1 --gid 1 --sub 100000 --slots 4097",
                "make --store /s --views /v --uid 100001 --gid 1 --sub 100000 --slots 1",
                "make --store /s --store /s --views /v --uid 1 --gid 1 --sub 100000 --slots 1",
                "make --store /s --views /v --uid 1 --gid 1 --sub 100000 --slots 1 --name x",
                "undo-workspace --views /v --name ../x",
                "undo-workspace --views /v --name .",
                "make-directory --dir /x --mode 0999 --uid 1 --gid 1",
                "make-directory --dir /x --mode 04755 --uid 1 --gid 1",
                "remove"
            })
    void a_command_line_that_is_wrong_does_nothing(String words) {
        String[] command = words.isEmpty() ? new String[0] : words.split(" ", -1);
        Outcome outcome = helper(command);
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).startsWith("jsec-views: ").endsWith("\n").contains("refused:");
        assertThat(outcome.output().lines()).hasSize(1);
    }

    @Test
    void removal_follows_no_link_and_stops_at_mounts() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "");
        Path tree = Files.createDirectories(folder.toRealPath().resolve("tree/a/b"));
        Files.createSymbolicLink(tree.resolve("link"), outside);
        assertThat(helper("remove", "--dir", folder.toRealPath() + "/tree").exit()).isZero();
        assertThat(outside.resolve("kept")).exists();
        assertThat(folder.resolve("tree")).doesNotExist();
        make();
        Outcome outcome = helper("remove", "--dir", views.toString());
        assertThat(outcome.output()).contains("something is mounted there");
        assertThat(helper("remove", "--dir", "/tmp").output()).contains("never removed");
    }
}
