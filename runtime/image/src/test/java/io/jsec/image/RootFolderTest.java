package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class RootFolderTest {
    private static final List<TarEntry> ENTRIES =
            List.of(
                    TarEntry.folder("proc", 0555),
                    TarEntry.folder("tmp", 01777),
                    TarEntry.folder("etc", 0755),
                    TarEntry.file("etc/group", 0644, new byte[] {1}),
                    TarEntry.file("run-me", 0755, new byte[] {2, 3}));

    @TempDir private Path image;
    private Path folder;
    private RootFolder root;

    @BeforeEach
    void unpack() throws IOException {
        folder = image.resolve("rootfs");
        root = new RootFolder(folder);
        root.unpack(ENTRIES);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> root.verify(ENTRIES))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "image in %s refused: %s. Instead: remove %s and start again",
                        image, why, image);
    }

    @Test
    void what_was_unpacked_verifies() {
        assertThatCode(() -> root.verify(ENTRIES)).doesNotThrowAnyException();
    }

    @Test
    void modes_are_those_of_the_entries_whatever_the_umask() throws IOException {
        assertThat((int) Files.getAttribute(folder.resolve("tmp"), "unix:mode") & 07777)
                .isEqualTo(01777);
        assertThat(Files.getPosixFilePermissions(folder.resolve("proc")))
                .isEqualTo(PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("run-me")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.getPosixFilePermissions(folder))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_changed_file_is_named() throws IOException {
        Files.write(folder.resolve("run-me"), new byte[] {2, 4});

        assertRefused("/run-me has another content");
    }

    @Test
    void a_longer_file_is_named() throws IOException {
        Files.write(folder.resolve("run-me"), new byte[] {2, 3, 4});

        assertRefused("/run-me has another content");
    }

    @Test
    void a_setuid_bit_is_noticed() throws IOException {
        Files.setAttribute(folder.resolve("run-me"), "unix:mode", 04755);

        assertRefused("/run-me has another mode");
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        Files.delete(folder.resolve("etc/group"));

        assertRefused("/etc/group is missing or of another kind");
    }

    @Test
    void a_link_in_place_of_a_file_is_named() throws IOException {
        Path elsewhere = Files.write(image.resolve("elsewhere"), new byte[] {1});
        Files.delete(folder.resolve("etc/group"));
        Files.createSymbolicLink(folder.resolve("etc/group"), elsewhere);

        assertRefused("/etc/group is missing or of another kind");
    }

    @Test
    void a_link_in_place_of_a_folder_is_named() throws IOException {
        Files.delete(folder.resolve("tmp"));
        Files.createSymbolicLink(folder.resolve("tmp"), Path.of("etc"));

        assertRefused("/tmp is missing or of another kind");
    }

    @Test
    void an_extra_file_is_named() throws IOException {
        Files.createFile(folder.resolve("etc/shadow"));

        assertRefused("/etc/shadow does not belong to the image");
    }

    @Test
    void a_folder_that_exists_is_not_unpacked_over() {
        assertThatThrownBy(() -> root.unpack(ENTRIES))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
