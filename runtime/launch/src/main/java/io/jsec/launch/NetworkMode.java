package io.jsec.launch;

/** Which network a container sees. */
public enum NetworkMode {
    /** A network namespace of its own with nothing but loopback. */
    NONE,
    /** The host's. */
    HOST,
    /** Another container's. */
    SHARED
}
