package io.jsec.launch;

import java.nio.file.Path;
import java.util.OptionalInt;

/** A socket on which the launcher accepts the engine's clients. */
public sealed interface ApiSocket {
    /**
     * One the launcher binds, and removes when it ends.
     *
     * @param path absolute, without a colon, at most 107 bytes
     * @param mode permission bits of its file, at most 0777
     * @param group its file's group, one the engine's user is in; empty leaves it as it comes
     */
    record Bound(Path path, int mode, OptionalInt group) implements ApiSocket {
        /** Bytes of the longest path of a socket. */
        public static final int PATH_BYTES_MAX = 107;

        /** Refuses what the launcher would. */
        public Bound {
            String text = path.toString();
            if (!path.isAbsolute()
                    || text.contains(":")
                    || LaunchPlan.utf8Length(text) > PATH_BYTES_MAX) {
                throw new IllegalArgumentException("a socket at " + text);
            }
            if (mode < 0 || mode > 0777 || group.orElse(0) < 0) {
                throw new IllegalArgumentException("a socket's mode or group");
            }
        }
    }

    /**
     * TCP on the loopback interface. The kernel tells nobody who connects there, and every user and
     * program of the host can.
     *
     * @param six {@code [::1]}, not {@code 127.0.0.1}
     * @param port 1 to 65535
     */
    record Loopback(boolean six, int port) implements ApiSocket {
        /** Refuses what the launcher would. */
        public Loopback {
            if (port < 1 || port > 0xffff) {
                throw new IllegalArgumentException("port " + port);
            }
        }

        /** As it is written: {@code 127.0.0.1:2375}. */
        public String text() {
            return (six ? "[::1]:" : "127.0.0.1:") + port;
        }
    }

    /**
     * A listening unix stream socket of whoever started us, such as systemd.
     *
     * @param descriptor its number, 3 or more, which stays open at execve
     */
    record HandedDown(int descriptor) implements ApiSocket {
        /** Not one of the standard streams. */
        public HandedDown {
            if (descriptor < 3) {
                throw new IllegalArgumentException("descriptor " + descriptor);
            }
        }
    }
}
