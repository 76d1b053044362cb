package io.jsec.cli;

import io.jsec.launch.ApiSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of {@code -H} as sockets. */
final class DaemonHost {
    private static final int FIRST_HANDED_DOWN = 3;
    private static final int HANDED_DOWN_MAX = 7;
    private static final int SOCKETS_MAX = 8;
    private static final int TCP_PORT = 2375;
    private static final Pattern LOOPBACK =
            Pattern.compile("tcp://(127\\.0\\.0\\.1|localhost|\\[::1])(?::(\\d{1,5}))?/?");
    private static final int OWN_MODE = 0600;
    private static final int GROUP_MODE = 0660;

    private final Environment environment;
    private final OptionalInt group;
    private final long pid;
    private final boolean unauthenticated;

    /**
     * @param group of the sockets' files
     * @param pid of this process, whom systemd's sockets are meant for
     * @param unauthenticated whether everybody who reaches a port may use it
     */
    DaemonHost(Environment environment, OptionalInt group, long pid, boolean unauthenticated) {
        this.environment = environment;
        this.group = group;
        this.pid = pid;
        this.unauthenticated = unauthenticated;
    }

    /**
     * The sockets of addresses.
     *
     * @throws CliException where this engine serves no such thing, or not so many
     */
    List<ApiSocket> sockets(List<String> addresses) {
        List<ApiSocket> sockets =
                addresses.stream().distinct().flatMap(each -> sockets(each).stream()).toList();
        if (sockets.size() > SOCKETS_MAX) {
            throw CliException.refused(
                    Code.VALUE,
                    "-H " + addresses.getLast(),
                    "an engine serves " + SOCKETS_MAX + " sockets at most",
                    "fewer of them");
        }
        return sockets;
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
        if (address.startsWith("tcp://")) {
            return List.of(loopback(address));
        }
        throw CliException.refused(
                Code.UNSUPPORTED,
                "-H " + address,
                "it begins with none of unix://, fd:// and tcp://",
                "-H unix:///run/user/1000/jsec/jsec.sock");
    }

    /** TCP without certificates: on the loopback interface, and only where that was asked for. */
    private ApiSocket loopback(String address) {
        Matcher matcher = LOOPBACK.matcher(address);
        int port = matcher.matches() ? port(matcher.group(2)) : 0;
        if (port == 0) {
            throw CliException.refused(
                    Code.UNSUPPORTED,
                    "-H " + address,
                    "without certificates an engine is served to its own host only, at a port of"
                            + " 127.0.0.1, localhost or [::1]",
                    "--tlsverify with it, for clients with certificates of jsec ca; or ssh -L on"
                            + " the client's side, to the unix socket");
        }
        if (!unauthenticated) {
            throw CliException.refused(
                    Code.UNSUPPORTED,
                    "-H " + address,
                    "nobody is asked who he is there: every user and program of this host could"
                            + " do all that this engine's owner can",
                    "-H unix://PATH; or --i-accept-unauthenticated-tcp, where that is meant");
        }
        return new ApiSocket.Loopback(matcher.group(1).startsWith("["), port);
    }

    /** 0 for one that is none. */
    private static int port(@Nullable String text) {
        int port = text == null ? TCP_PORT : Integer.parseInt(text);
        return port > 0xffff ? 0 : port;
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
        String which = address.substring("fd://".length());
        if (!which.isEmpty() && !which.equals("*")) {
            throw CliException.refused(
                    Code.UNSUPPORTED,
                    "-H " + address,
                    "all sockets that were handed down are served, none by its name",
                    "-H fd://");
        }
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
