package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.linux.Caller;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Statx;
import io.jsec.linux.SubordinateIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code --rootfs DIR}: the checks a person wants a sentence for, before the kernel says EPERM. */
final class Rootfs {
    private Rootfs() {}

    /**
     * The directory, links resolved.
     *
     * @throws CliException when it is missing, unreadable, somebody else's, or holds the store
     */
    static Path check(String typed, Environment environment, Path store) {
        String option = "--rootfs " + typed;
        Path path = real(option, environment.path(typed));
        if (!Files.isDirectory(path)) {
            throw refused(
                    option,
                    "it is not a directory",
                    "an unpacked root file system: mkdir DIR && tar -x -C DIR -f FILE");
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw refused(
                    option,
                    "permission denied for the user " + System.getProperty("user.name"),
                    "chmod u+rx on it, or a directory of this user's");
        }
        checkOwner(option, path, Statx.of(path).orElseThrow().uid());
        if (store.startsWith(path)) {
            throw refused(
                    option,
                    "the store " + store + " lies in it, and would be below itself",
                    "a directory beside the store");
        }
        return path;
    }

    private static Path real(String option, Path path) {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            throw refused(
                    option,
                    path + " does not exist",
                    "an unpacked root file system, made by mmdebstrap or docker export");
        } catch (IOException e) {
            throw refused(
                    option,
                    IoReason.of(e) + " for the user " + System.getProperty("user.name"),
                    "chmod o+x on the directories above it, or a directory of this user's");
        }
    }

    /** Its owner must have a place among the container's ids: the user, or a subordinate id. */
    private static void checkOwner(String option, Path path, int uid) {
        HostFiles files = HostFiles.here();
        Caller caller = Caller.current(files);
        SubordinateIds ids = SubordinateIds.read(files, caller.name(), caller.uid());
        long owner = Integer.toUnsignedLong(uid);
        boolean subordinate = ids.uids().stream().anyMatch(range -> range.contains(owner));
        if (uid == caller.uid() || subordinate) {
            return;
        }
        if (caller.name().equals(Places.SYSTEM_USER)) {
            throw refused(
                    option,
                    "it belongs to uid "
                            + owner
                            + ", and root hands containers to the user jsec,"
                            + " who has no such id",
                    "jsec setup --import-rootfs "
                            + path
                            + "=NAME, or chown -R jsec:jsec and --userns owner");
        }
        throw refused(
                option,
                "it belongs to uid "
                        + owner
                        + ", which has no place among the ids of the user "
                        + caller.name(),
                "unpacking it as this user: unshare --map-auto --map-root-user tar -x -C DIR -f"
                        + " FILE");
    }

    private static CliException refused(String what, String why, String instead) {
        return CliException.refused(Code.ROOTFS, what, why, instead);
    }
}
