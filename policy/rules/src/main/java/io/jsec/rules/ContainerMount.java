package io.jsec.rules;

/**
 * One mount of a container.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs}, {@code npipe}, {@code cluster}, {@code
 *     image}, or {@link #OWN_SOCKET}
 * @param source host path of a bind, or the one that was asked for where a socket is there, name of
 *     a volume (empty: anonymous), else empty
 * @param target path inside
 * @param readOnly whether it is read-only
 * @param propagation {@code rprivate}, {@code rshared} … or empty for the default
 * @param options further options as written, comma-separated, e.g. {@code z,exec}
 * @param at where it stands
 */
public record ContainerMount(
        String type,
        String source,
        String target,
        boolean readOnly,
        String propagation,
        String options,
        SourceLocation at) {
    /**
     * The type of a socket that jsec made for the container alone, in place of its engine's:
     * nothing of the host is there.
     */
    public static final String OWN_SOCKET = "own-socket";
}
