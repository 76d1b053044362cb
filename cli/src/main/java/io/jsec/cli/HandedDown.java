package io.jsec.cli;

import io.jsec.linux.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where sockets lie that somebody else bound: no container may be given them. */
final class HandedDown {
    private static final int INODE = 6;
    private static final int PATH = 7;

    private HandedDown() {}

    /** The path of a descriptor of this process, where it is a unix socket that has one. */
    static Optional<Path> path(int descriptor) {
        String number = Integer.toString(descriptor);
        try {
            Path link = Files.readSymbolicLink(Path.of("/proc/self/fd", number));
            return path(link.toString(), HostFiles.here().text("/proc/net/unix").orElse(""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The same. Pure.
     *
     * @param link {@code socket:[INODE]}
     * @param table of proc(5): {@code Num RefCount Protocol Flags Type St Inode Path}
     */
    static Optional<Path> path(String link, String table) {
        if (!link.matches("socket:\\[\\d+]")) {
            return Optional.empty();
        }
        String inode = link.substring("socket:[".length(), link.length() - 1);
        return table.lines()
                .map(line -> line.strip().split(" +", PATH + 1))
                .filter(fields -> fields.length > PATH && fields[INODE].equals(inode))
                .map(fields -> fields[PATH])
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .findFirst();
    }
}
