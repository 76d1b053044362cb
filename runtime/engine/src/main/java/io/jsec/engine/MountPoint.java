package io.jsec.engine;

/**
 * A mount of a container, as inspect and list show it.
 *
 * @param type bind, volume, tmpfs
 * @param name of a volume, else empty
 * @param source on the host; empty for tmpfs
 * @param destination in the container
 * @param driver local for volumes, else empty
 * @param mode as the client wrote it
 * @param readWrite whether it can be written
 * @param propagation rprivate for binds, else empty
 * @param mediated whether a socket of the container's own is there in place of the source
 */
public record MountPoint(
        String type,
        String name,
        String source,
        String destination,
        String driver,
        String mode,
        boolean readWrite,
        String propagation,
        boolean mediated) {
    /** One that is what it says. */
    public MountPoint(
            String type,
            String name,
            String source,
            String destination,
            String driver,
            String mode,
            boolean readWrite,
            String propagation) {
        this(type, name, source, destination, driver, mode, readWrite, propagation, false);
    }
}
