package io.jsec.launch;

/** A way to start containers, for those who look at them from outside. */
interface Launching extends AutoCloseable {
    /**
     * Starts a container and waits until its command runs.
     *
     * @return the host's pid of its first process
     * @throws LaunchingException with what the launcher said
     */
    long start(ContainerSpec spec, LaunchPlan plan) throws Exception;

    /** Ends it, and waits until what it left is removed. */
    void stop(ContainerSpec spec) throws Exception;

    /** Ends the launcher, if one stayed. */
    @Override
    void close();

    /** A launch that did not come about. */
    final class LaunchingException extends Exception {
        private static final long serialVersionUID = 1L;

        LaunchingException(String message) {
            super(message);
        }
    }
}
