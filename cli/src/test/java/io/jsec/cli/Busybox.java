package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A root file system of one static busybox, assembled by the test. */
final class Busybox {
    private static final List<String> APPLETS =
            List.of(
                    "sh",
                    "true",
                    "false",
                    "sleep",
                    "cat",
                    "echo",
                    "id",
                    "ls",
                    "mount",
                    "touch",
                    "kill",
                    "hostname",
                    "env",
                    "pwd",
                    "grep",
                    "ps",
                    "stat",
                    "mkdir",
                    "df",
                    "ip",
                    "wc",
                    "tty",
                    "stty",
                    "head",
                    "ln",
                    "chmod",
                    "chown",
                    "readlink",
                    "nproc",
                    "rm",
                    "dd",
                    "sync",
                    "trap",
                    "uname",
                    "awk",
                    "sed",
                    "test",
                    "tar",
                    "cp",
                    "mv",
                    "chgrp",
                    "date",
                    "printf",
                    "tr");

    private Busybox() {}

    /** Assembles the root and gives it to a user. */
    static Path assemble(Path directory, String user) throws IOException {
        Path root = directory.resolve("busybox-" + user);
        for (String name : List.of("bin", "etc", "tmp", "dev", "proc", "sys", "root", "srv")) {
            Files.createDirectories(root.resolve(name));
        }
        Path program = root.resolve("bin/busybox");
        Files.copy(Path.of("/bin/busybox"), program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        Files.writeString(
                root.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34:web:/srv:/bin/sh\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nwww:x:34:\nlog:x:4:web\n");
        Jsec.run("chmod", "1777", root.resolve("tmp").toString());
        Jsec.run("chown", "-R", user + ":" + user, root.toString());
        return root;
    }

    /** The same as an archive. */
    static Path archive(Path directory, String user) throws IOException {
        Path root = assemble(directory, user);
        Path tar = directory.resolve("busybox.tar");
        Jsec.run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        return tar;
    }
}
