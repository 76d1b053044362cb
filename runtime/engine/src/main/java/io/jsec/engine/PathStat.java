package io.jsec.engine;

import java.time.Instant;

/**
 * A path in a container.
 *
 * @param name its last part
 * @param size in bytes
 * @param mode in the bits of Go's io/fs.FileMode, which clients are told
 * @param modified when
 * @param linkTarget of a symbolic link, else empty
 */
public record PathStat(String name, long size, long mode, Instant modified, String linkTarget) {}
