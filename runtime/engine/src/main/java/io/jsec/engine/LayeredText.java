package io.jsec.engine;

import io.jsec.launch.Accounts;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Small files of a root made of layers, read as data: each layer is looked at as if it were the
 * root directory, so that no link in it leads to a file of the host.
 */
final class LayeredText {
    private static final int BUFFER_BYTES = 8_192;

    private LayeredText() {}

    /**
     * The users and groups of a root.
     *
     * @param layers topmost first
     */
    static Accounts accounts(List<Path> layers) {
        return Accounts.parse(
                read(layers, "etc/passwd").orElse(""), read(layers, "etc/group").orElse(""));
    }

    /** A file of the topmost layer that has it. */
    static Optional<String> read(List<Path> layers, String path) {
        for (Path layer : layers) {
            try (Fd root = Openat2.open(layer, Fcntl.O_PATH, 0)) {
                Optional<String> text = read(root, path);
                if (text.isPresent()) {
                    return text;
                }
            }
        }
        return Optional.empty();
    }

    /** Without waiting for a writer: the file may be a pipe somebody put there. */
    private static Optional<String> read(Fd root, String path) {
        try (Fd file = Openat2.inRoot(root, path, Fcntl.O_NONBLOCK, 0)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = file.read(buffer);
            while (count > 0 && content.size() < Accounts.FILE_CHARS_MAX) {
                content.write(buffer, 0, count);
                count = file.read(buffer);
            }
            return Optional.of(content.toString(StandardCharsets.UTF_8));
        } catch (LinuxException e) {
            return Optional.empty();
        }
    }
}
