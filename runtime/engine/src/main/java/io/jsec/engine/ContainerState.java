package io.jsec.engine;

import java.time.Instant;

/** Where in its life a container is. */
public sealed interface ContainerState {
    /** Docker's word for it. */
    Status status();

    /** What of a life is over. */
    Past past();

    /**
     * What every state remembers of the last run.
     *
     * @param startedAt {@link Instant#EPOCH} where it never ran
     * @param finishedAt likewise
     * @param exitCode of the last end; 0 where there was none
     * @param oomKilled whether memory ended it
     * @param error why the last start failed; empty where it did not
     */
    record Past(
            Instant startedAt, Instant finishedAt, int exitCode, boolean oomKilled, String error) {
        /** It never ran. */
        public static final Past NONE = new Past(Instant.EPOCH, Instant.EPOCH, 0, false, "");

        Past started(Instant at) {
            return new Past(at, finishedAt, 0, false, "");
        }

        Past ended(Instant at, int code, boolean oom) {
            return new Past(startedAt, at, code, oom, error);
        }

        Past failed(Instant at, int code, String why) {
            return new Past(startedAt, at, code, false, why);
        }
    }

    /** Docker's words. */
    enum Status {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD;

        /** As Docker writes it, in lower case. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether it has processes. */
    default boolean alive() {
        return switch (this) {
            case Running _, Paused _ -> true;
            case Created _, Restarting _, Removing _, Exited _, Dead _ -> false;
        };
    }

    /** Of its first process on the host; 0 where it has none, or it is not known. */
    default int pid() {
        return 0;
    }

    /** Made, never started. */
    record Created(Past past) implements ContainerState {
        @Override
        public Status status() {
            return Status.CREATED;
        }
    }

    /**
     * It runs.
     *
     * @param pid of its first process on the host; 0 where it is not known
     */
    record Running(int pid, Past past) implements ContainerState {
        @Override
        public Status status() {
            return Status.RUNNING;
        }
    }

    /**
     * Its processes are frozen.
     *
     * @param pid of its first process on the host; 0 where it is not known
     */
    record Paused(int pid, Past past) implements ContainerState {
        @Override
        public Status status() {
            return Status.PAUSED;
        }
    }

    /** It ended and will start again. */
    record Restarting(Past past) implements ContainerState {
        @Override
        public Status status() {
            return Status.RESTARTING;
        }
    }

    /** It is being removed. */
    record Removing(Past past) implements ContainerState {
        @Override
        public Status status() {
            return Status.REMOVING;
        }
    }

    /** It ended. */
    record Exited(Past past) implements ContainerState {
        @Override
        public Status status() {
            return Status.EXITED;
        }
    }

    /** Its removal failed half-way: nothing but another removal is possible. */
    record Dead(Past past) implements ContainerState {
        @Override
        public Status status() {
            return Status.DEAD;
        }
    }
}
