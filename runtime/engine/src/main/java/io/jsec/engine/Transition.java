package io.jsec.engine;

/** What an event does to a container. */
sealed interface Transition {
    /** It moves. */
    record To(ContainerState state) implements Transition {}

    /** What was asked may be done; the state follows when it is. */
    record Go() implements Transition {}

    /** It is so already. */
    record Already(String why) implements Transition {}

    /** Not in this state; the words are dockerd's. */
    record Refused(String why) implements Transition {}
}
