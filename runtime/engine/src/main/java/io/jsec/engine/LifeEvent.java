package io.jsec.engine;

import java.time.Instant;

/** What is asked of a container, or happens to it: what moves it through its life. */
sealed interface LifeEvent {
    /** Somebody wants it to start. */
    record Start() implements LifeEvent {}

    /** It runs. */
    record Started(Instant at, int pid) implements LifeEvent {}

    /**
     * It could not be started.
     *
     * @param code 125, 126, 127
     */
    record StartFailed(Instant at, int code, String why) implements LifeEvent {}

    /** Somebody wants it to end. */
    record Stop() implements LifeEvent {}

    /** Somebody sends it a signal. */
    record Kill() implements LifeEvent {}

    /** Somebody wants it frozen. */
    record Pause() implements LifeEvent {}

    /** Somebody wants it thawed. */
    record Unpause() implements LifeEvent {}

    /** Somebody starts a process in it. */
    record Exec() implements LifeEvent {}

    /**
     * Its first process ended.
     *
     * @param again whether its policy starts it again
     */
    record Ended(Instant at, int code, boolean oomKilled, boolean again) implements LifeEvent {}

    /** Nobody starts it again after all. */
    record GaveUp() implements LifeEvent {}

    /** Somebody wants it gone. */
    record Remove(boolean force) implements LifeEvent {}

    /** Its files could not be removed. */
    record RemoveFailed() implements LifeEvent {}
}
