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
    /** What the kernel says of each device, by number. */
    private static final Path SYS = Path.of("/sys/dev/block");

    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_BLOCK = 0060000;

    /**
     * The disk at a path.
     *
     * @throws EngineException 400, where there is none, or only a part of one
     */
    static BlockDevice of(String path) {
        BlockDevice device = any(path);
        device.checkWhole(path, SYS);
        return device;
    }

    void checkWhole(String path, Path sys) {
        Path mine = sys.resolve(major + ":" + minor);
        if (Files.exists(mine.resolve("partition"))) {
            throw EngineException.badParameter(
                    path
                            + " refused: it is a part of a disk, and the kernel knows limits of"
                            + " whole disks only. Instead: the disk it is on, as lsblk shows it");
        }
    }

    private static BlockDevice any(String path) {
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

    /** Whether this one is at work on it: its file marks the one that is, {@code none [bfq]}. */
    boolean isScheduledBy(String scheduler) {
        return isScheduledBy(scheduler, SYS);
    }

    boolean isScheduledBy(String scheduler, Path sys) {
        try {
            return Files.readString(sys.resolve(major + ":" + minor).resolve("queue/scheduler"))
                    .contains("[" + scheduler + "]");
        } catch (IOException e) {
            // Devices without a queue of requests have no scheduler.
            return false;
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
