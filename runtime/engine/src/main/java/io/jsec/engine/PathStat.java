package io.jsec.engine;

import java.time.Instant;

/**
 * A path in a container.
 *
 * @param name its last part
 * @param size in bytes
 * @param mode st_mode of stat(2)
 * @param modified when
 * @param linkTarget of a symbolic link, else empty
 */
public record PathStat(String name, long size, int mode, Instant modified, String linkTarget) {}
