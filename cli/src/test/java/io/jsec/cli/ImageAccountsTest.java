package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.launch.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageAccountsTest {
    private static final String PASSWD =
            "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34:web:/srv:/bin/sh\nbroken\nbad:x:x:1:::\n";
    private static final String GROUP = "root:x:0:\nwww:x:34:\nlog:x:4:web,root\ntail:x:9:web\n";

    @TempDir Path directory;

    @Test
    void the_files_of_the_root_are_read() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/passwd"), PASSWD);
        Files.writeString(directory.resolve("etc/group"), GROUP);
        assertThat(ImageAccounts.of(directory)).isEqualTo(Accounts.parse(PASSWD, GROUP));
    }

    @Test
    void a_root_without_the_files_knows_numbers_only() {
        assertThat(ImageAccounts.of(directory)).isEqualTo(Accounts.NONE);
    }

    @Test
    void a_file_beyond_the_limit_is_cut_off() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(
                directory.resolve("etc/passwd"),
                "#".repeat(Accounts.FILE_CHARS_MAX) + "\n" + PASSWD);
        assertThat(ImageAccounts.of(directory).users()).isEmpty();
    }

    @Test
    void a_link_in_the_root_cannot_lead_to_a_file_of_the_host() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "spy:x:7:7::/:/\n");
        Path root = directory.resolve("root");
        Files.createDirectories(root.resolve("etc"));
        Files.createSymbolicLink(root.resolve("etc/passwd"), outside);
        Files.createSymbolicLink(root.resolve("etc/group"), Path.of("/proc/mounts"));
        assertThat(ImageAccounts.of(root)).isEqualTo(Accounts.NONE);
    }

    @Test
    void a_link_inside_the_root_is_followed_inside() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("usr"));
        Files.writeString(directory.resolve("usr/passwd"), PASSWD);
        Files.createSymbolicLink(directory.resolve("etc/passwd"), Path.of("/usr/passwd"));
        assertThat(ImageAccounts.of(directory).users()).hasSize(2);
    }
}
