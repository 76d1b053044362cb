package io.jsec.launch;

import java.util.Optional;

/**
 * What a message of the control socket says: requests below 100, replies below 200, then events.
 */
enum ControlOp {
    /** The first request. */
    HELLO(1),
    /**
     * Start a container; carries its plan. a: 1 its three streams follow, 2 a descriptor follows
     * that is held while it runs.
     */
    START(2),
    /** Every container the launcher knows. */
    LIST(3),
    /** From now on, tell of exits. */
    SUBSCRIBE(4),
    /** a: signal; b: 1 for everything in the container. */
    KILL(5),
    /**
     * A stream to and from the container. a: 1 it waits for this client, 2 the client writes its
     * input, 4 leaving ends that input; b: begin 0 where nobody took it, 1 now, 2 at the offset c.
     */
    ATTACH(6),
    /** a: rows; b: columns. */
    RESIZE(7),
    /** Forget one that exited. */
    FORGET(8),
    /** a: milliseconds containers have to end. */
    SHUTDOWN(9),
    /** Counters. */
    STATS(10),
    /** Start a process in a container; carries its plan, which names the container. */
    EXEC(11),
    /** Of one that runs: the plan it was started by. */
    PLAN(12),
    /** c: the output up to this offset is kept elsewhere. */
    KEPT(13),
    /** Of one that runs: the descriptor that came with its start. */
    HELD(14),
    /** Done; for STATS a: running, b: exited and kept, c: descriptors open. */
    OK(101),
    /** a: pid in the launcher's namespace; carries a pidfd. */
    STARTED(102),
    /** a: index of the step; b: errno; c: code of the step; text: call, NUL, argument. */
    FAILED(103),
    /**
     * a: pid; b: 1 running, 2 exited, 3 exited and its memory ran out; c: exit code, and dropped
     * bytes above 32 bits; text: the id of the container it joined, empty for a container.
     */
    ENTRY(104),
    /** The last of a list. */
    END(105),
    /** Carries the stream; c: the offset at which it begins. */
    ATTACHED(106),
    /** a: 1 for a process that joined; carries the plan in sealed memory. */
    PLANNED(107),
    /** Carries what is held. */
    HOLDING(108),
    /** a: errno; text: why. */
    ERROR(199),
    /**
     * a: exit code or 128 + signal; b: signal, and 256 where its memory ran out; c: dropped bytes.
     */
    EXITED(201);

    private final int number;

    ControlOp(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<ControlOp> of(int number) {
        for (ControlOp op : values()) {
            if (op.number == number) {
                return Optional.of(op);
            }
        }
        return Optional.empty();
    }
}
