package io.jsec.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that looks like a JDK and whose java tells who started it, and how. */
final class StandInJdk {
    private StandInJdk() {}

    static Path make(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(
                folder.resolve("bin/java"),
                """
                #!/bin/sh
                echo "uid=$(id -u) gid=$(id -g) groups=$(id -G)"
                for word in "$@"; do echo "arg=$word"; done
                env | sed 's/^/env=/'
                """);
        return folder;
    }

    static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
