package io.jsec.linux;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything the probes look at; a test puts a directory in the place of the host.
 *
 * @param files below the host's root
 * @param kernel answers of system calls
 * @param caller whose containers are meant
 * @param root whether root asks, whose containers are the user jsec's
 * @param store of that user
 * @param userSocket API socket of that user's engine
 * @param hostOption of {@code -H}
 * @param dockerHost of the environment
 */
public record HostView(
        HostFiles files,
        KernelAnswers kernel,
        Caller caller,
        boolean root,
        StorePlace store,
        Path userSocket,
        Optional<String> hostOption,
        Optional<String> dockerHost) {
    /** API socket of the system engine. */
    public static final String SYSTEM_SOCKET = "/run/jsec/jsec.sock";

    /** The user of the system engine. */
    public static final String SYSTEM_USER = "jsec";

    /** The number of a user that does not exist yet. */
    public static final int NO_UID = -1;

    SubordinateIds subordinateIds() {
        return SubordinateIds.read(files, caller.name(), caller.uid());
    }

    /** Which engine a command of this user talks to. */
    public EngineChoice engine() {
        return EngineChoice.of(
                new EngineChoice.Signs(
                        hostOption,
                        dockerHost,
                        root,
                        files.exists(userSocket.toString()),
                        subordinateIds().uidRange().isPresent(),
                        Statx.of(files.at(SYSTEM_SOCKET)).filter(caller::mayWrite).isPresent()));
    }
}
