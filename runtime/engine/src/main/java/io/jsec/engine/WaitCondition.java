package io.jsec.engine;

/** What {@code wait} waits for. */
public enum WaitCondition {
    /** Until it does not run, at once where it does not now. */
    NOT_RUNNING("not-running"),
    /** Until its next end. */
    NEXT_EXIT("next-exit"),
    /** Until it is removed. */
    REMOVED("removed");

    private final String word;

    WaitCondition(String word) {
        this.word = word;
    }

    /** By Docker's word; the empty one is {@link #NOT_RUNNING}. */
    public static WaitCondition parse(String word) {
        for (WaitCondition condition : values()) {
            if (condition.word.equals(word)) {
                return condition;
            }
        }
        if (word.isEmpty()) {
            return NOT_RUNNING;
        }
        throw EngineException.badParameter("invalid condition: \"" + word + "\"");
    }
}
