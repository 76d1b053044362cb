package io.jsec.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * The native half of SQLite's driver. Left alone the driver would unpack it to the common temporary
 * directory and load it from there; here it lies in a directory of the engine's own, 0700.
 */
final class SqliteLibrary {
    private static final String NAME = "libsqlitejdbc.so";

    private SqliteLibrary() {}

    /**
     * Unpacks the library of this machine and tells the driver where it is, before the driver's
     * first use.
     *
     * @param directory made if absent; nobody else may write there
     */
    static void prepare(Path directory) {
        String resource = "/org/sqlite/native/Linux/" + machine() + "/" + NAME;
        try (InputStream in = org.sqlite.JDBC.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw EngineException.unavailable(
                        "the state store: SQLite's driver has no library for this machine ("
                                + resource
                                + ")");
            }
            unpack(in.readAllBytes(), directory);
        } catch (IOException e) {
            throw EngineException.internal("unpacking SQLite's library to " + directory, e);
        }
        System.setProperty("org.sqlite.lib.path", directory.toString());
        System.setProperty("org.sqlite.lib.name", NAME);
    }

    private static String machine() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case String other -> other;
        };
    }

    private static void unpack(byte[] library, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Path file = directory.resolve(NAME);
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), library)) {
            return;
        }
        Path fresh = directory.resolve(NAME + ".new");
        Files.write(fresh, library);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-x------"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
