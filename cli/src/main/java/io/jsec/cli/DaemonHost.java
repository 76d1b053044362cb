package io.jsec.cli;

import io.jsec.launch.ApiSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Addresses of {@code -H} as sockets. */
final class DaemonHost {
    private static final int FIRST_HANDED_DOWN = 3;
    private static final int HANDED_DOWN_MAX = 7;
    private static final int OWN_MODE = 0600;
    private static final int GROUP_MODE = 0660;

    private final Environment environment;
    private final OptionalInt group;
    private final long pid;

    /**
     * @param group of the sockets' files
     * @param pid of this process, whom systemd's sockets are meant for
     */
    DaemonHost(Environment environment, OptionalInt group, long pid) {
        this.environment = environment;
        this.group = group;
        this.pid = pid;
    }

    /**
     * The sockets of an address.
     *
     * @throws CliException where this engine serves no such thing
     */
    List<ApiSocket> sockets(String address) {
        if (address.startsWith("unix://")) {
            return List.of(bound(environment.path(address.substring("unix://".length()))));
        }
        if (address.startsWith("fd://")) {
            return handedDown(address);
        }
        String why =
                address.startsWith("tcp://")
                        ? "an engine on TCP needs the certificates of jsec ca, which it does not"
                                + " ask for yet"
                        : "it begins with none of unix:// and fd://";
        throw CliException.refused(
                Code.UNSUPPORTED, "-H " + address, why, "-H unix:///run/user/1000/jsec/jsec.sock");
    }

    /** A socket of a path. */
    ApiSocket bound(Path path) {
        try {
            return new ApiSocket.Bound(path, group.isPresent() ? GROUP_MODE : OWN_MODE, group);
        } catch (IllegalArgumentException e) {
            throw CliException.refused(
                    Code.VALUE,
                    "-H unix://" + path,
                    "a socket's path has at most "
                            + ApiSocket.Bound.PATH_BYTES_MAX
                            + " bytes and no colon",
                    "a shorter path, or a shorter XDG_RUNTIME_DIR");
        }
    }

    /** Those of systemd (sd_listen_fds(3)). */
    private List<ApiSocket> handedDown(String address) {
        Optional<String> meant = environment.variable("LISTEN_PID");
        int count = environment.variable("LISTEN_FDS").map(DaemonHost::count).orElse(0);
        if (!meant.equals(Optional.of(Long.toString(pid))) || count == 0) {
            throw CliException.refused(
                    Code.VALUE,
                    "-H " + address,
                    "no service manager handed a socket down to this process",
                    "jsec daemon, which binds its own");
        }
        List<ApiSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ApiSocket.HandedDown(FIRST_HANDED_DOWN + i));
        }
        return sockets;
    }

    private static int count(String text) {
        return text.matches("[1-" + HANDED_DOWN_MAX + "]") ? Integer.parseInt(text) : 0;
    }
}
