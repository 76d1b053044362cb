package io.jsec.engine;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * What is kept of a process beside a container's first: one row, which goes with the container's.
 *
 * @param id 64 hexadecimal digits
 * @param containerId its container's
 * @param request as asked for
 * @param created when
 * @param check whether it is a health check, which ends with the engine that asked
 * @param asked whether somebody asked to start it; whether that happened the launcher knows
 * @param exitCode absent where no end is noted
 */
record ExecRecord(
        String id,
        String containerId,
        ExecRequest request,
        Instant created,
        boolean check,
        boolean asked,
        OptionalInt exitCode) {}
