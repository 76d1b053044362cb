package io.jsec.cli;

import io.jsec.daemon.Roles;
import io.jsec.launch.ApiSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roles of an engine's clients, and the groups whose members are clients. */
final class ClientRoles {
    private static final int GROUP_WRITES = 020;

    private ClientRoles() {}

    /**
     * The roles of a file and those that are built in; the latter alone where there is no file.
     *
     * @throws CliException where it is wrong or cannot be read
     */
    static Roles read(Path file) {
        if (Files.notExists(file)) {
            return Roles.builtIn();
        }
        return ConfigFile.read(file, Roles::read);
    }

    /** The groups that may write to one of the sockets; asked where the host's numbers show. */
    static List<Long> groups(List<ApiSocket> sockets) {
        List<Long> groups = new ArrayList<>();
        for (ApiSocket socket : sockets) {
            switch (socket) {
                case ApiSocket.Bound bound ->
                        bound.group().ifPresent(group -> groups.add((long) group));
                case ApiSocket.HandedDown handed ->
                        HandedDown.path(handed.descriptor())
                                .flatMap(ClientRoles::group)
                                .ifPresent(groups::add);
                case ApiSocket.Loopback _ -> {}
            }
        }
        return groups.stream().distinct().toList();
    }

    /** The group of a socket's file, where it may connect. */
    static Optional<Long> group(Path socket) {
        try {
            Map<String, Object> is =
                    Files.readAttributes(socket, "unix:gid,mode", LinkOption.NOFOLLOW_LINKS);
            boolean writes = is.get("mode") instanceof Integer mode && (mode & GROUP_WRITES) != 0;
            return writes && is.get("gid") instanceof Integer gid
                    ? Optional.of(Integer.toUnsignedLong(gid))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
