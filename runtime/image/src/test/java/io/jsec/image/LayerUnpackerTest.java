package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.Identity;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.Xattr;
import io.jsec.linux.abi.Fcntl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LayerUnpackerTest {
    @TempDir private Path folder;
    private Path root;
    private Path outside;
    private LayerLimits limits = LayerLimits.DEFAULT;

    @BeforeEach
    void folders() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectory(folder.resolve("trash"));
    }

    private LayerReport unpack(RawTar tar) throws IOException {
        return unpack(tar.bytes());
    }

    private LayerReport unpack(byte[] tar) throws IOException {
        try (Fd top = Openat2.open(root, Fcntl.O_RDONLY, 0);
                Fd trash = Openat2.open(folder.resolve("trash"), Fcntl.O_RDONLY, 0)) {
            UnpackRules rules = UnpackRules.layer(Owners.ofThisProcess());
            return LayerUnpacker.unpack(new ByteArrayInputStream(tar), top, trash, rules, limits);
        }
    }

    private void assertInvalid(RawTar tar, String words) {
        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.INVALID_ARCHIVE))
                .hasMessageContaining(words);
        assertNothingOutside();
    }

    private void assertNothingOutside() {
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside).isDirectoryContaining("glob:**secret");
        assertThat(StoreFiles.names(outside)).containsExactly("secret");
        assertThat(StoreFiles.names(folder)).containsExactly("outside", "root", "trash");
    }

    private FileStatus status(String path) {
        return Statx.of(root.resolve(path)).orElseThrow();
    }

    @Test
    void files_come_out_with_mode_time_and_kind() throws IOException {
        LayerReport report =
                unpack(
                        new RawTar()
                                .mtime(1_000_000)
                                .folder("d", 01750)
                                .file("d/setuid", 04711, new byte[] {1, 2})
                                .link("d/link", "setuid")
                                .pipe("d/pipe")
                                .hardLink("d/second", "d/setuid"));

        assertThat(report).isEqualTo(new LayerReport(5, 8, false, List.of()));
        assertThat(status("d").permissions()).isEqualTo(01750);
        assertThat(status("d").mtimeSeconds()).isEqualTo(1_000_000);
        assertThat(status("d/setuid").permissions()).isEqualTo(04711);
        assertThat(status("d/setuid").mtimeSeconds()).isEqualTo(1_000_000);
        assertThat(status("d/second").inode()).isEqualTo(status("d/setuid").inode());
        assertThat(Files.readSymbolicLink(root.resolve("d/link"))).isEqualTo(Path.of("setuid"));
        assertThat(status("d/link").mtimeSeconds()).isEqualTo(1_000_000);
        assertThat(status("d/pipe").permissions()).isEqualTo(0600);
    }

    @Test
    void folders_that_the_archive_leaves_out_are_made() throws IOException {
        unpack(new RawTar().file("/a/b/c", "x"));

        assertThat(root.resolve("a/b/c")).hasContent("x");
        assertThat(status("a/b").permissions()).isEqualTo(0755);
    }

    @Test
    void owners_are_those_of_the_image_or_refused_by_name() throws IOException {
        RawTar tar = new RawTar().owner(33, 34).file("f", "x").link("l", "f").folder("d", 0700);
        if (Identity.effectiveUid() == 0) {
            unpack(tar);
            for (String name : new String[] {"f", "l", "d"}) {
                assertThat(status(name).uid()).isEqualTo(33);
                assertThat(status(name).gid()).isEqualTo(34);
            }
        } else {
            assertThatThrownBy(() -> unpack(tar))
                    .hasMessageContaining("file /f refused: it belongs to 33:34");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/../x", "..", "a/../../outside/secret"})
    void a_path_out_of_the_root_is_refused(String path) {
        assertInvalid(new RawTar().file(path, "hostile"), "leads out of the root");
    }

    @Test
    void a_link_to_outside_is_followed_inside() throws IOException {
        unpack(
                new RawTar()
                        .folder("outside", 0755)
                        .link("abs", outside.toString())
                        .folder(outside.toString().substring(1), 0755)
                        .file("abs/secret", "inside"));

        assertNothingOutside();
        assertThat(root.resolve(outside.toString().substring(1)).resolve("secret"))
                .hasContent("inside");
    }

    @Test
    void dots_in_a_link_stop_at_the_root() throws IOException {
        unpack(
                new RawTar()
                        .folder("outside", 0755)
                        .link("dots", "../../../../outside")
                        .file("dots/secret", "inside"));

        assertNothingOutside();
        assertThat(root.resolve("outside/secret")).hasContent("inside");
    }

    @Test
    void a_file_in_place_of_a_link_does_not_write_through_it() throws IOException {
        unpack(
                new RawTar()
                        .link("secret", outside.resolve("secret").toString())
                        .file("secret", "own"));

        assertNothingOutside();
        assertThat(root.resolve("secret")).hasContent("own").isRegularFile();
    }

    @Test
    void a_dangling_link_is_no_folder() {
        assertInvalid(
                new RawTar().link("a", "/nowhere").file("a/b", "x"),
                "goes through what is no folder");
    }

    @Test
    void a_file_is_no_folder() {
        assertInvalid(new RawTar().file("a", "x").file("a/b", "x"), "no folder (ENOTDIR)");
    }

    @Test
    void a_loop_of_links_is_no_folder() {
        assertInvalid(
                new RawTar().link("a", "b").link("b", "a").file("a/c", "x"), "no folder (ELOOP)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/secret", "../../outside/secret"})
    void a_hard_link_out_of_the_root_is_refused(String target) {
        assertInvalid(new RawTar().hardLink("h", target), "leads out of the root");
    }

    @Test
    void a_hard_link_through_a_link_stays_inside() {
        assertInvalid(
                new RawTar().link("out", outside.toString()).hardLink("h", "out/secret"),
                "which is no file of this layer");
        assertInvalid(
                new RawTar().hardLink("h", outside.resolve("secret").toString()),
                "which is no file of this layer");
    }

    @Test
    void a_hard_link_to_a_folder_or_nothing_is_refused() {
        assertInvalid(new RawTar().folder("d", 0755).hardLink("h", "d"), "no file of this layer");
        assertInvalid(new RawTar().hardLink("g", "missing"), "no file of this layer");
        assertInvalid(new RawTar().hardLink("g", "."), "a hard link to the root");
    }

    @Test
    void a_hard_link_to_itself_changes_nothing() throws IOException {
        unpack(new RawTar().file("a", "x").hardLink("a", "a"));

        assertThat(root.resolve("a")).hasContent("x");
    }

    @Test
    void the_last_of_several_entries_counts() throws IOException {
        unpack(
                new RawTar()
                        .file("a", "first")
                        .file("a", "second")
                        .folder("d", 0700)
                        .file("d/in", "x")
                        .folder("d", 0750)
                        .folder("e", 0755)
                        .file("e/gone", "x")
                        .file("e", "file now")
                        .link("f", "a")
                        .folder("f", 0755));

        assertThat(root.resolve("a")).hasContent("second");
        assertThat(root.resolve("d/in")).hasContent("x");
        assertThat(status("d").permissions()).isEqualTo(0750);
        assertThat(root.resolve("e")).hasContent("file now");
        assertThat(status("f").isDirectory()).isTrue();
    }

    @Test
    void attributes_of_a_folder_that_was_replaced_go_nowhere_else() throws IOException {
        unpack(new RawTar().folder("other", 0700).folder("d", 0777).link("d", "other"));

        assertThat(status("other").permissions()).isEqualTo(0700);
        assertThat(status("d").isSymbolicLink()).isTrue();
    }

    @Test
    void whiteouts_become_what_an_overlay_takes() throws IOException {
        unpack(
                new RawTar()
                        .folder("d", 0755)
                        .file("d/.wh.gone", "")
                        .file("new/.wh..wh..opq", "")
                        .file("d/.wh..wh.plnk", ""));

        assertThat(status("d/gone").isWhiteout()).isTrue();
        assertThat(StoreFiles.names(root.resolve("d"))).containsExactly("gone");
        try (Fd opaque = Openat2.open(root.resolve("new"), Fcntl.O_RDONLY, 0)) {
            assertThat(Xattr.get(opaque, "user.overlay.opaque"))
                    .hasValueSatisfying(v -> assertThat(v).containsExactly('y'));
        }
    }

    @Test
    void a_whiteout_does_not_hide_what_its_own_layer_holds() throws IOException {
        unpack(
                new RawTar()
                        .file(".wh.after", "")
                        .file("after", "kept")
                        .file("before", "kept")
                        .file(".wh.before", "")
                        .file(".wh.folder", "")
                        .file("folder/in", "kept")
                        .file("other/in", "kept")
                        .file(".wh.other", ""));

        assertThat(root.resolve("after")).hasContent("kept");
        assertThat(root.resolve("before")).hasContent("kept");
        assertThat(root.resolve("folder/in")).hasContent("kept");
        assertThat(root.resolve("other/in")).hasContent("kept");
        for (String name : new String[] {"folder", "other"}) {
            try (Fd opaque = Openat2.open(root.resolve(name), Fcntl.O_RDONLY, 0)) {
                assertThat(Whiteouts.isOpaque(opaque)).as(name).isTrue();
            }
        }
    }

    @Test
    void an_opaque_root_is_told() throws IOException {
        assertThat(unpack(new RawTar().file(".wh..wh..opq", "").file("a", "")).opaqueRoot())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh.."})
    void a_whiteout_of_nothing_or_of_the_root_is_refused(String name) {
        assertInvalid(new RawTar().file(name, ""), "hides no file");
    }

    @Test
    void what_lies_below_a_whiteout_is_refused() {
        assertInvalid(new RawTar().file(".wh.a/b", ""), "lies below a whiteout");
    }

    @Test
    void an_image_cannot_bring_attributes_of_the_overlay() throws IOException {
        LayerReport report =
                unpack(
                        new RawTar()
                                .pax(
                                        "SCHILY.xattr.user.overlay.opaque", "y",
                                        "SCHILY.xattr.user.kept", "value",
                                        "SCHILY.xattr.trusted.overlay.opaque", "y",
                                        "SCHILY.xattr.security.selinux", "label")
                                .folder("d", 0755));

        try (Fd d = Openat2.open(root.resolve("d"), Fcntl.O_RDONLY, 0)) {
            assertThat(Xattr.names(d)).containsExactly("user.kept");
        }
        assertThat(report.notes())
                .hasSize(3)
                .contains("the attribute user.overlay.opaque of d/ was left out");
    }

    @Test
    void device_nodes_are_left_out_and_said() throws IOException {
        LayerReport report =
                unpack(new RawTar().device("dev/null").entry("b", '4', 0660, "", new byte[0]));

        assertThat(report.notes())
                .containsExactly(
                        "the device node /dev/null was left out",
                        "the device node /b was left out");
        assertThat(root.resolve("dev")).isEmptyDirectory();
        assertThat(Files.exists(root.resolve("b"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void many_notes_are_counted() throws IOException {
        RawTar tar = new RawTar();
        for (int i = 0; i < 50; i++) {
            tar.device("d" + i);
        }

        assertThat(unpack(tar).notes()).hasSize(21).endsWith("and 30 more of this kind");
    }

    @Test
    void holes_stay_holes() throws IOException {
        unpack(
                new RawTar()
                        .pax("GNU.sparse.size", "104857600", "GNU.sparse.map", "52428800,3")
                        .file("f", "abc"));

        assertThat(status("f").bytes()).isEqualTo(104_857_600);
        assertThat(status("f").blocks()).isLessThan(1000);
        try (SeekableByteChannel file = Files.newByteChannel(root.resolve("f"))) {
            ByteBuffer bytes = ByteBuffer.allocate(3);
            file.position(52_428_800).read(bytes);
            assertThat(bytes.array()).containsExactly('a', 'b', 'c');
        }
    }

    @Test
    void names_of_any_bytes_are_kept() throws IOException {
        unpack(new RawTar().file("bad-\u00ff-utf8", "x").file("new\nline", "y"));

        try (Fd top = Openat2.open(root, Fcntl.O_RDONLY, 0)) {
            assertThat(Entries.names(top).stream().map(RawName::of))
                    .containsExactly("bad-\u00ff-utf8", "new\nline");
        }
    }

    @Test
    void limits_hold() {
        limits = new LayerLimits(3, 100);

        assertThatThrownBy(() ->
                        unpack(
                                new RawTar()
                                        .file("a", "")
                                        .file("b", "")
                                        .file("c", "")
                                        .file("d", "")))
                .hasMessageContaining("it has over 3 files");
        assertThatThrownBy(() -> unpack(new RawTar().file("e", 0644, new byte[101])))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.TOO_LARGE))
                .hasMessageContaining("it has over 100 bytes");
        assertThat(Files.exists(root.resolve("e"))).isFalse();
    }

    @Test
    void sparse_sizes_count_against_the_limit_without_overflow() {
        RawTar tar = new RawTar();
        for (int i = 0; i < 3; i++) {
            tar.pax("GNU.sparse.size", "9223372036854775807", "GNU.sparse.map", "0,1")
                    .file("f" + i, "a");
        }

        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.TOO_LARGE));
    }

    @Test
    void names_that_are_too_long_are_refused() {
        assertInvalid(new RawTar().pax("path", "n".repeat(256)).file("n", ""), "over 255 bytes");
        assertInvalid(
                new RawTar().pax("path", "n/".repeat(2100) + "n").file("n", ""), "over 4095 bytes");
    }

    @Test
    void a_truncated_layer_is_refused() {
        byte[] whole = new RawTar().file("a", 0644, new byte[3000]).bytes();

        assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, 2000)))
                .hasMessageContaining("the archive ends within a file");
    }

    @Test
    void capabilities_are_kept_where_the_kernel_lets() throws IOException {
        String capability = "\u0001\0\0\u0002\0 \0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        LayerReport report =
                unpack(
                        new RawTar()
                                .pax("SCHILY.xattr.security.capability", capability)
                                .file("ping", "x"));

        try (Fd ping = Openat2.open(root.resolve("ping"), Fcntl.O_RDONLY, 0)) {
            Optional<byte[]> kept = Xattr.get(ping, "security.capability");
            if (kept.isPresent()) {
                assertThat(RawName.of(kept.get())).isEqualTo(capability);
            } else {
                assertThat(report.notes()).singleElement().asString().contains("EPERM");
            }
        }
    }

    @Test
    void a_root_id_in_capabilities_is_of_another_host() {
        byte[] version3 = new byte[24];
        version3[3] = 3;
        version3[20] = 77;

        byte[] plain = LayerAttributes.withoutRoot(version3);

        assertThat(plain).hasSize(20);
        assertThat(plain[3]).isEqualTo((byte) 2);
    }
}
