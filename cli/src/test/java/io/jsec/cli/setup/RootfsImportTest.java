package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.cli.setup.SetupHost.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Import of root file systems by the helper, as root. */
@Tag("kernel")
class RootfsImportTest {
    private static final long UID = 54_990;
    private static final long GID = 54_991;
    private static final long FIRST = 1_638_400_000;

    @TempDir Path folder;
    private Path source;
    private Path place;

    @BeforeEach
    void anImage() throws IOException {
        RootTests.needRoot();
        source = Files.createDirectory(folder.toRealPath().resolve("image"));
        place = folder.toRealPath().resolve("store/rootfs");
    }

    private Outcome run() {
        return RootTests.run(
                RootTests.helper().toString(),
                "import",
                "--source",
                source.toString(),
                "--dir",
                place.toString(),
                "--name",
                "small",
                "--uid",
                Long.toString(UID),
                "--gid",
                Long.toString(GID),
                "--sub",
                Long.toString(FIRST));
    }

    private Path imported() {
        Outcome outcome = run();
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        return place.resolve("small");
    }

    private Path file(String name, long uid, long gid, String mode) throws IOException {
        Path file = Files.writeString(source.resolve(name), name);
        RootTests.must("chown", uid + ":" + gid, file.toString());
        RootTests.must("chmod", mode, file.toString());
        return file;
    }

    @Test
    void image_ids_are_shifted_into_owner_form() throws IOException {
        file("root", 0, 0, "0644");
        file("daemon", 1, 2, "0600");
        file("last", 65_535, 65_534, "0600");
        Path copy = imported();
        assertThat(RootTests.owner(copy.resolve("root"))).isEqualTo(UID);
        assertThat(RootTests.group(copy.resolve("root"))).isEqualTo(GID);
        assertThat(RootTests.owner(copy.resolve("daemon"))).isEqualTo(FIRST);
        assertThat(RootTests.group(copy.resolve("daemon"))).isEqualTo(FIRST + 1);
        assertThat(RootTests.owner(copy.resolve("last"))).isEqualTo(FIRST + 65_534);
        assertThat(RootTests.group(copy.resolve("last"))).isEqualTo(FIRST + 65_533);
    }

    @Test
    void modes_and_times_are_kept_setuid_too() throws IOException {
        Path su = file("su", 0, 0, "4755");
        Files.setLastModifiedTime(su, FileTime.fromMillis(1_000_000_007L));
        Path copy = imported().resolve("su");
        assertThat(RootTests.mode(copy)).isEqualTo(04755);
        assertThat(Files.getLastModifiedTime(copy).toMillis()).isEqualTo(1_000_000_007L);
        assertThat(Files.readString(copy)).isEqualTo("su");
    }

    @Test
    void an_id_no_image_has_is_refused_and_nothing_is_left() throws IOException {
        file("odd", 65_536, 0, "0644");
        Outcome outcome = run();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .isEqualTo(
                        "jsec-views: import of /odd refused: its owner is above 65535, which no"
                                + " image has\n");
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void hard_links_stay_links_of_one_file() throws IOException {
        file("a", 0, 0, "0644");
        Files.createLink(source.resolve("b"), source.resolve("a"));
        Path copy = imported();
        assertThat(Files.getAttribute(copy.resolve("a"), "unix:ino"))
                .isEqualTo(Files.getAttribute(copy.resolve("b"), "unix:ino"));
        assertThat(Files.getAttribute(copy.resolve("a"), "unix:nlink")).isEqualTo(2);
    }

    @Test
    void symbolic_links_are_copied_never_followed() throws IOException {
        Files.createSymbolicLink(source.resolve("shadow"), Path.of("/etc/shadow"));
        Files.createSymbolicLink(source.resolve("etc"), Path.of("/etc"));
        Path copy = imported();
        assertThat(Files.readSymbolicLink(copy.resolve("shadow"))).hasToString("/etc/shadow");
        assertThat(Files.readSymbolicLink(copy.resolve("etc"))).hasToString("/etc");
        assertThat(RootTests.owner(copy.resolve("etc"))).isEqualTo(UID);
    }

    @Test
    void devices_and_sockets_are_left_out_with_a_warning() throws IOException {
        RootTests.must("mknod", source + "/null", "c", "1", "3");
        Outcome outcome = run();
        assertThat(outcome.output())
                .contains("warning: /null: a device or socket, left out")
                .contains("devices and sockets left out: 1");
        assertThat(place.resolve("small/null")).doesNotExist();
    }

    @Test
    void named_pipes_are_made_again() throws IOException {
        RootTests.must("mkfifo", source + "/pipe");
        Path pipe = imported().resolve("pipe");
        assertThat(Files.readAttributes(pipe, "isOther", LinkOption.NOFOLLOW_LINKS))
                .containsEntry("isOther", true);
    }

    @Test
    void holes_stay_holes() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(source.resolve("sparse").toFile(), "rw")) {
            file.seek(1L << 30);
            file.write('x');
        }
        Path copy = imported().resolve("sparse");
        assertThat(Files.size(copy)).isEqualTo((1L << 30) + 1);
        assertThat(RootTests.must("du", "-k", copy.toString())).matches("\\d{1,4}\\s.*\\s");
    }

    @Test
    void orders_to_overlayfs_are_left_out_and_other_user_attributes_kept() throws IOException {
        Path file = file("f", 0, 0, "0644");
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        view.write("overlay.redirect", ByteBuffer.wrap("/etc".getBytes(StandardCharsets.UTF_8)));
        view.write("note", ByteBuffer.wrap("kept".getBytes(StandardCharsets.UTF_8)));
        Path copy = imported().resolve("f");
        assertThat(Files.getFileAttributeView(copy, UserDefinedFileAttributeView.class).list())
                .containsExactly("note");
    }

    @Test
    void file_capabilities_count_for_the_containers_root() throws IOException {
        Path ping = file("ping", 0, 0, "0755");
        Outcome set = RootTests.run("setcap", "cap_net_raw+ep", ping.toString());
        assumeTrue(set.exit() == 0, "no-setcap: " + set.output());
        Path copy = imported().resolve("ping");
        assertThat(RootTests.must("getcap", "-n", copy.toString()))
                .contains("cap_net_raw=ep [rootid=" + UID + "]");
    }

    @Test
    void a_name_that_is_taken_is_refused_and_stays() throws IOException {
        file("a", 0, 0, "0644");
        Path first = imported();
        Files.delete(source.resolve("a"));
        Outcome second = run();
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output()).contains("there is one of that name already");
        assertThat(first.resolve("a")).exists();
    }

    @Test
    void what_an_interrupted_import_left_is_removed_by_the_next() throws IOException {
        file("a", 0, 0, "0644");
        Files.createDirectories(place.resolve(".import-small/rootfs/half"));
        assertThat(imported().resolve("a")).exists();
        assertThat(place.resolve(".import-small")).doesNotExist();
    }

    @Test
    void what_is_mounted_into_the_source_is_not_imported() throws IOException {
        Path proc = Files.createDirectory(source.resolve("proc"));
        RootTests.must("mount", "-t", "proc", "proc", proc.toString());
        try {
            Outcome outcome = run();
            assertThat(outcome.output()).contains("/proc: something is mounted there");
            assertThat(place.resolve("small/proc")).isEmptyDirectory();
        } finally {
            RootTests.must("umount", proc.toString());
        }
    }

    @Test
    void a_source_that_is_missing_or_a_file_is_refused() throws IOException {
        Files.delete(source);
        assertThat(run().output()).contains("ENOENT");
        Files.writeString(source, "");
        assertThat(run().output()).contains("ENOTDIR");
        assertThat(place.resolve("small")).doesNotExist();
    }
}
