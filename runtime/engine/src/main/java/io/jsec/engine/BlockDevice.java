package io.jsec.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A block device of the host, by its number.
 *
 * @param major which driver
 * @param minor which of its devices
 */
record BlockDevice(int major, int minor) {
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_BLOCK = 0060000;

    /**
     * The device at a path.
     *
     * @throws EngineException 400, where there is none
     */
    static BlockDevice of(String path) {
        try {
            Map<String, Object> found = Files.readAttributes(Path.of(path), "unix:mode,rdev");
            int mode = (int) number(found, "mode");
            if ((mode & TYPE_MASK) == TYPE_BLOCK) {
                return ofNumber(number(found, "rdev"));
            }
            throw EngineException.badParameter(path + " is not a block device");
        } catch (IOException | InvalidPathException e) {
            throw EngineException.badParameter(
                    "there is no block device " + path + ": " + e.getMessage());
        }
    }

    private static long number(Map<String, Object> found, String attribute) {
        return found.get(attribute) instanceof Number number ? number.longValue() : 0;
    }

    /** As makedev(3) of glibc packs it: 12 and 8 low bits, the rest above. */
    static BlockDevice ofNumber(long number) {
        long major = ((number >>> 8) & 0xfff) | ((number >>> 32) & ~0xfffL);
        long minor = (number & 0xff) | ((number >>> 12) & ~0xffL);
        return new BlockDevice((int) major, (int) minor);
    }
}
