package io.jsec.engine;

import java.util.List;

/**
 * A process beside a container's first.
 *
 * @param cmd its words, not empty
 * @param env {@code NAME=VALUE}, beside the container's
 * @param workingDir empty for the container's
 * @param user {@code user[:group]}; empty for the container's
 * @param tty whether it has a terminal of its own
 * @param stdin whether a client writes to it
 * @param stdout whether a client reads its output
 * @param stderr likewise
 * @param privileged refused
 * @param detachKeys empty for the engine's default
 * @param console the terminal's first size
 */
public record ExecRequest(
        List<String> cmd,
        List<String> env,
        String workingDir,
        String user,
        boolean tty,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        boolean privileged,
        String detachKeys,
        java.util.Optional<HostConfig.ConsoleSize> console) {
    /** Copied. */
    public ExecRequest {
        cmd = List.copyOf(cmd);
        env = List.copyOf(env);
    }

    /** A command whose output is read. */
    public static ExecRequest of(String... words) {
        return new ExecRequest(
                List.of(words),
                List.of(),
                "",
                "",
                false,
                false,
                true,
                true,
                false,
                "",
                java.util.Optional.empty());
    }
}
