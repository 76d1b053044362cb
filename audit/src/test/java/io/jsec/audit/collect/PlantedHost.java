package io.jsec.audit.collect;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** A host's files below a folder. Whoever runs the test is its root. */
final class PlantedHost {
    private final Path folder;

    /** Plants the accounts root (who runs the test) and anna. */
    PlantedHost(Path folder) throws IOException {
        this.folder = folder;
        int uid = (Integer) Files.getAttribute(folder, "unix:uid");
        int gid = (Integer) Files.getAttribute(folder, "unix:gid");
        file("/etc/passwd", "root:x:%d:%d::/root:/bin/sh\n".formatted(uid, gid));
        file("/etc/group", "root:x:%d:\n".formatted(gid));
    }

    HostRoot root() {
        return new HostRoot(folder);
    }

    Path folder() {
        return folder;
    }

    Path at(String path) {
        return folder.resolve(path.substring(1));
    }

    /** A file of mode 0644, its folders of mode 0755. */
    Path file(String path, String text) throws IOException {
        return mode(Files.writeString(parent(path), text), 0644);
    }

    Path file(String path, String text, int mode) throws IOException {
        return mode(file(path, text), mode);
    }

    void append(String path, String text) throws IOException {
        file(path, Files.readString(at(path)) + text);
    }

    Path folder(String path, int mode) throws IOException {
        parent(path + "/x");
        return mode(at(path), mode);
    }

    void link(String path, String goal) throws IOException {
        Files.createSymbolicLink(parent(path), Path.of(goal));
    }

    /** A socket that nobody listens on. */
    void socket(String path, int mode) throws IOException {
        Path file = parent(path);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file));
        }
        mode(file, mode);
    }

    /** A process in a mount namespace of its own number. */
    void process(int pid, String name, int namespace, String... mounts) throws IOException {
        file("/proc/" + pid + "/comm", name + "\n");
        link("/proc/" + pid + "/ns/mnt", "mnt:[" + namespace + "]");
        file("/proc/" + pid + "/mountinfo", String.join("\n", mounts) + "\n");
    }

    /** A line of mountinfo. */
    static String mount(String device, String root, String point, String type) {
        return "36 35 %s %s %s rw,noatime shared:1 - %s /dev/x rw"
                .formatted(device, root, point, type);
    }

    /** A table of TCP with listeners of {@code ADDRESS:PORT} as the kernel prints them. */
    static String table(String... listeners) {
        StringBuilder all = new StringBuilder("  sl  local_address rem_address   st\n");
        for (String each : listeners) {
            all.append("   0: ")
                    .append(each)
                    .append(" 00000000:0000 0A 00000000:00000000 00:0 0\n");
        }
        return all.toString();
    }

    /** A listener on 127.0.0.1 as the kernel prints it. */
    static String loopback(int port) {
        return "0100007F:%04X".formatted(port).toUpperCase(Locale.ROOT);
    }

    /** Makes the folders above a path that are not there, of mode 0755. */
    private Path parent(String path) throws IOException {
        for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            Path above = at(path.substring(0, end));
            if (!Files.isDirectory(above)) {
                mode(Files.createDirectory(above), 0755);
            }
        }
        return at(path);
    }

    private static Path mode(Path file, int mode) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(text.toString()));
    }
}
