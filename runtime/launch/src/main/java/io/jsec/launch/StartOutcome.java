package io.jsec.launch;

import io.jsec.linux.Fd;
import java.util.OptionalInt;

/** What came of a start. */
public sealed interface StartOutcome {
    /**
     * It runs.
     *
     * @param id of the container
     * @param enginePid of its first process, in the launcher's namespace
     * @param hostPid of the same on the host; empty where it ended already
     * @param pidfd of the same, owned by the receiver
     */
    record Started(String id, int enginePid, OptionalInt hostPid, Fd pidfd)
            implements StartOutcome, AutoCloseable {
        /** Closes the pidfd; the container goes on. */
        @Override
        public void close() {
            pidfd.close();
        }
    }

    /**
     * A step failed, and nothing of the container is left.
     *
     * @param step index in the plan
     * @param code of the step
     * @param errno why
     * @param call that failed
     * @param argument of the call
     */
    record Failed(String id, int step, int code, int errno, String call, String argument)
            implements StartOutcome {}
}
