package io.jsec.cli;

import io.jsec.launch.Accounts;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The users and groups of a root file system. Its files are read as if it were the root directory,
 * so that no link in it can lead to a file of the host.
 */
final class ImageAccounts {
    private static final int BUFFER_BYTES = 8_192;

    private ImageAccounts() {}

    /** Of a root file system; a file that is missing or unreadable names nobody. */
    static Accounts of(Path rootfs) {
        try (Fd root = Openat2.open(rootfs, Fcntl.O_PATH, 0)) {
            return Accounts.parse(file(root, "etc/passwd"), file(root, "etc/group"));
        }
    }

    /** Without waiting for a writer: the file may be a pipe somebody put there. */
    private static String file(Fd root, String path) {
        try (Fd file = Openat2.inRoot(root, path, Fcntl.O_NONBLOCK, 0)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = file.read(buffer);
            while (count > 0 && content.size() < Accounts.FILE_CHARS_MAX) {
                content.write(buffer, 0, count);
                count = file.read(buffer);
            }
            return content.toString(StandardCharsets.UTF_8);
        } catch (LinuxException e) {
            return "";
        }
    }
}
