package io.jsec.rules;

/**
 * One mount of a container.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs}, {@code npipe}, {@code cluster} or {@code
 *     image}
 * @param source host path of a bind, name of a volume (empty: anonymous), else empty
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
        SourceLocation at) {}
