package io.jsec.engine;

import java.util.OptionalInt;

/**
 * A process beside a container's first.
 *
 * @param id 64 hexadecimal digits
 * @param containerId its container's
 * @param request as asked for
 * @param user as which it runs, in the container's numbers or names
 * @param running whether it runs
 * @param exitCode absent where it did not end
 * @param pid on the host; 0 where it is not known
 */
public record ExecView(
        String id,
        String containerId,
        ExecRequest request,
        String user,
        boolean running,
        OptionalInt exitCode,
        int pid) {}
