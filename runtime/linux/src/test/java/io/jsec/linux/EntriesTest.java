package io.jsec.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class EntriesTest {
    @TempDir Path folder;
    private Fd top = Fd.take(0);

    @BeforeEach
    void open() {
        top.release();
        top = Openat2.open(folder, Fcntl.O_RDONLY, 0);
    }

    @AfterEach
    void close() {
        top.close();
    }

    private static byte[] bytes(String name) {
        return name.getBytes(UTF_8);
    }

    private FileStatus status(String name) {
        return Statx.at(top, bytes(name)).orElseThrow();
    }

    @Test
    void entries_of_each_kind_are_made() throws IOException {
        Entries.makeDirectory(top, bytes("d"), 0755);
        Entries.makePipe(top, bytes("p"), 0600);
        Entries.makeWhiteout(top, bytes("w"));
        Entries.makeLink(bytes("/no/where"), top, bytes("l"));
        Entries.makeHardLink(top, bytes("p"), top, bytes("second"));

        assertThat(status("d").isDirectory()).isTrue();
        assertThat(status("p").links()).isEqualTo(2);
        assertThat(status("second").inode()).isEqualTo(status("p").inode());
        assertThat(status("w").isWhiteout()).isTrue();
        assertThat(Entries.target(top, bytes("l"))).isEqualTo(bytes("/no/where"));
        assertThat(status("l").isSymbolicLink()).isTrue();
        assertThat(Entries.names(top).stream().map(name -> new String(name, UTF_8)))
                .containsExactly("d", "l", "p", "second", "w");
    }

    @Test
    void a_long_listing_is_complete_and_sorted() {
        for (int i = 0; i < 2_000; i++) {
            Entries.makeWhiteout(top, bytes("%05d-%s".formatted(i, "n".repeat(40))));
        }

        List<byte[]> names = Entries.names(top);

        assertThat(names).hasSize(2_000);
        assertThat(new String(names.get(1_999), UTF_8)).startsWith("01999-");
    }

    @Test
    void names_are_any_bytes_but_slash_and_nul() {
        byte[] name = {(byte) 0xff, '\n', 1};

        Entries.makeDirectory(top, name, 0700);

        assertThat(Entries.names(top)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0b"})
    void what_is_not_one_component_is_refused_before_the_kernel_sees_it(String name) {
        assertThatThrownBy(() -> Entries.makeDirectory(top, bytes(name), 0700))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Statx.at(top, bytes(name)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void files_are_renamed_and_removed() throws IOException {
        Files.writeString(folder.resolve("a"), "x");
        Entries.makeDirectory(top, bytes("d"), 0700);
        try (Fd d = Openat2.beneath(top, bytes("d"), Fcntl.O_RDONLY, 0)) {
            Entries.rename(top, bytes("a"), d, bytes("b"));
        }

        assertThat(folder.resolve("d/b")).hasContent("x");
        assertErrno(Errno.ENOTEMPTY, () -> Entries.removeDirectory(top, bytes("d")));
        assertErrno(Errno.EISDIR, () -> Entries.removeFile(top, bytes("d")));
        Files.delete(folder.resolve("d/b"));
        Entries.removeDirectory(top, bytes("d"));
        assertErrno(Errno.ENOENT, () -> Entries.removeFile(top, bytes("d")));
    }

    private static void assertErrno(int errno, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @Test
    void nothing_goes_through_a_link() throws IOException {
        Files.createSymbolicLink(folder.resolve("l"), Path.of("/tmp"));

        assertErrno(Errno.ELOOP, () -> Openat2.beneath(top, bytes("l"), Fcntl.O_RDONLY, 0).close());
        assertErrno(
                Errno.EXDEV, () -> Openat2.beneath(top, bytes(".."), Fcntl.O_RDONLY, 0).close());
        FileAttributes.times(top, bytes("l"), 5, 6);
        assertThat(status("l").mtimeSeconds()).isEqualTo(5);
        assertThat(status("l").mtimeNanos()).isEqualTo(6);
        assertErrno(Errno.ELOOP, () -> FileAttributes.mode(top, bytes("l"), 0777));
    }

    @Test
    void mode_length_and_place_of_a_file_are_set() throws IOException {
        Path path = Files.createFile(folder.resolve("f"));
        try (Fd file = Openat2.open(path, Fcntl.O_RDWR, 0)) {
            FileAttributes.mode(file, 04750);
            FileAttributes.seek(file, 1_000_000);
            file.write(bytes("abcdef"), 3);
            FileAttributes.length(file, 2_000_000);
            FileAttributes.sync(file);
            FileAttributes.syncFileSystem(file);
        }

        FileStatus status = Statx.of(path).orElseThrow();
        assertThat(status.permissions()).isEqualTo(04750);
        assertThat(status.bytes()).isEqualTo(2_000_000);
        assertThat(status.blocks()).isLessThan(100);
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void attributes_are_set_listed_and_read() throws IOException {
        Path path = Files.createFile(folder.resolve("f"));
        try (Fd file = Openat2.open(path, Fcntl.O_RDWR, 0)) {
            assertThat(Xattr.names(file)).isEmpty();
            assertThat(Xattr.get(file, "user.a")).isEmpty();
            Xattr.set(file, "user.a", new byte[] {0, 1, 2});
            Xattr.set(file, "user.b", new byte[0]);

            assertThat(Xattr.names(file)).containsExactlyInAnyOrder("user.a", "user.b");
            assertThat(Xattr.get(file, "user.a"))
                    .hasValueSatisfying(value -> assertThat(value).containsExactly(0, 1, 2));
            byte[] large = new byte[3_000];
            Xattr.set(file, "user.b", large);
            assertThat(Xattr.get(file, "user.b"))
                    .hasValueSatisfying(value -> assertThat(value).isEqualTo(large));
            assertErrno(Errno.EOPNOTSUPP, () -> Xattr.set(file, "nonsense", new byte[0]));
        }
    }

    @Test
    void owners_of_the_caller_can_be_given() throws IOException {
        Files.createFile(folder.resolve("f"));

        FileAttributes.own(top, bytes("f"), Identity.effectiveUid(), Identity.gid());

        assertThat(status("f").uid()).isEqualTo(Identity.effectiveUid());
    }
}
