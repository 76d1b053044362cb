package io.jsec.launch;

/** Which system call filter a container gets. */
public sealed interface SeccompChoice {
    /** The shipped profile, compiled for the capabilities the container has. */
    record Hardened() implements SeccompChoice {}

    /** No filter. */
    record Unconfined() implements SeccompChoice {}

    /**
     * A profile of the user's, compiled already.
     *
     * @param name what it is called, for people
     */
    record Custom(String name, FilterBytes filter) implements SeccompChoice {}
}
