package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Pidfd;
import io.jsec.linux.abi.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processes of a container, as the engine's pid namespace numbers them: those that live in the
 * mount namespace of its first one, joined ones too: a pid namespace may be another container's.
 * For an engine the launcher started; nobody else sees that namespace, or may look.
 */
public final class ContainerPids {
    private ContainerPids() {}

    /**
     * Reads them.
     *
     * @param processes the /proc of the engine's pid namespace, {@link EngineDescriptors#processes}
     * @param enginePid of the container's first process, {@link StartOutcome.Started#enginePid}
     * @return ascending; none once the container has ended
     * @throws UncheckedIOException where the directory cannot be read
     */
    public static List<Integer> of(Path processes, int enginePid) {
        Optional<String> namespace = namespace(processes, Integer.toString(enginePid));
        List<Integer> found = new ArrayList<>();
        if (namespace.isEmpty()) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[1-9]*")) {
            for (Path each : all) {
                String pid = each.getFileName().toString();
                if (namespace(processes, pid).equals(namespace)) {
                    found.add(Integer.parseInt(pid));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the processes in " + processes, e);
        }
        return found.stream().sorted().toList();
    }

    /**
     * A process's number on the host, whose /proc an engine has at its usual place.
     *
     * @return empty once it has ended
     */
    public static OptionalInt onHost(int enginePid) {
        try (Fd pidfd = Pidfd.open(enginePid)) {
            return Pidfd.pid(pidfd);
        } catch (LinuxException e) {
            if (e.is(Errno.ESRCH)) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    private static Optional<String> namespace(Path processes, String pid) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(processes.resolve(pid).resolve("ns/mnt")).toString());
        } catch (IOException e) {
            // Ended in between (ESRCH), or not ours to look at.
            return Optional.empty();
        }
    }
}
