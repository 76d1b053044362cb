package io.jsec.linux;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A resource of setrlimit(2), its number and its name in {@code --ulimit}. */
public enum Resource {
    /** Seconds of CPU time. */
    CPU(0),
    /** Bytes of a file. */
    FSIZE(1),
    /** Bytes of data segments. */
    DATA(2),
    /** Bytes of stack. */
    STACK(3),
    /** Bytes of a core dump. */
    CORE(4),
    /** Resident pages; without effect since Linux 2.4.30, kept for those who set it. */
    RSS(5),
    /** Processes of the user in this user namespace. */
    NPROC(6),
    /** Open descriptors, plus one. */
    NOFILE(7),
    /** Bytes locked into memory. */
    MEMLOCK(8),
    /** Bytes of address space. */
    AS(9),
    /** File locks. */
    LOCKS(10),
    /** Queued signals. */
    SIGPENDING(11),
    /** Bytes of POSIX message queues. */
    MSGQUEUE(12),
    /** 20 minus the lowest nice value. */
    NICE(13),
    /** Real-time priority. */
    RTPRIO(14),
    /** Microseconds of real-time CPU without a blocking call. */
    RTTIME(15);

    private final int number;

    Resource(int number) {
        this.number = number;
    }

    /** The kernel's number (asm-generic; the same on every architecture this runs on). */
    public int number() {
        return number;
    }

    /** The name {@code --ulimit} takes. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The resource of a kernel number. */
    public static Optional<Resource> ofNumber(int number) {
        return Stream.of(values()).filter(resource -> resource.number == number).findFirst();
    }

    /** The resource of an option's name, in lower case. */
    public static Optional<Resource> ofName(String name) {
        return Stream.of(values()).filter(known -> known.optionName().equals(name)).findFirst();
    }
}
