package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import io.jsec.linux.LinuxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A slot that nobody else has as long as the lock is held. The descriptor is handed to the
 * launcher, so a lease ends with the container, however that ends.
 *
 * @param index of the slot, from 0
 * @param lock of its file; the owner of the lease closes it
 */
public record SlotLease(int index, Fd lock) implements AutoCloseable {
    /**
     * The first free slot.
     *
     * @param directory with one file a slot, {@code STORE/slots}
     * @param count of slots
     * @return empty where every slot is taken
     * @throws LinuxException where the directory is missing or not writable
     */
    public static Optional<SlotLease> acquire(Path directory, int count) {
        for (int index = 0; index < count; index++) {
            Path file = directory.resolve(Integer.toString(index));
            Optional<Fd> lock = Flock.tryLock(file);
            if (lock.isPresent()) {
                return Optional.of(new SlotLease(index, lock.get()));
            }
        }
        return Optional.empty();
    }

    /** The refusal to be shown where {@link #acquire} found none. */
    public static Refusal exhausted(int count) {
        return new Refusal(
                Rule.SLOT_MISSING,
                "a container in a slot",
                count == 0 ? "setup made no slots here" : "all " + count + " slots are in use",
                "stop a container, jsec setup with more slots,"
                        + " or --security-opt jsec.userns=owner");
    }

    /** Lets go, unless a launcher holds the lock too. */
    @Override
    public void close() {
        lock.close();
    }
}
