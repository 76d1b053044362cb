package io.jsec.launch;

import java.util.List;

/** Which system call filter a container gets. */
public sealed interface SeccompChoice {
    /** The default profile that ships, compiled for the capabilities the container has. */
    record Hardened() implements SeccompChoice {}

    /**
     * The wider profile that ships, compiled for the capabilities the container has.
     *
     * @param beyond the calls it lets through with arguments with which the hardened one does not
     */
    record Docker(List<String> beyond) implements SeccompChoice {
        /** Copies the names. */
        public Docker {
            beyond = List.copyOf(beyond);
        }
    }

    /** No filter. */
    record Unconfined() implements SeccompChoice {}

    /**
     * A profile of the user's, compiled already.
     *
     * @param name what it is called, for people
     * @param beyond the calls it lets through with arguments with which the hardened one does not
     */
    record Custom(String name, FilterBytes filter, List<String> beyond) implements SeccompChoice {
        /** Copies the names. */
        public Custom {
            beyond = List.copyOf(beyond);
        }
    }
}
