package io.jsec.engine;

/**
 * What happens after a container's end.
 *
 * @param mode when it starts again
 * @param maximumRetryCount of on-failure; 0 for no bound
 */
public record RestartPolicy(Mode mode, int maximumRetryCount) {
    /** Never again. */
    public static final RestartPolicy NO = new RestartPolicy(Mode.NO, 0);

    /** In dockerd's words where it makes no sense. */
    public RestartPolicy {
        if (maximumRetryCount < 0) {
            throw EngineException.badParameter(
                    "invalid restart policy: maximum retry count cannot be negative");
        }
        if (maximumRetryCount > 0 && mode != Mode.ON_FAILURE) {
            throw EngineException.badParameter(
                    "invalid restart policy: maximum retry count can only be used with"
                            + " 'on-failure'");
        }
    }

    /** When it starts again. */
    public enum Mode {
        /** Never. */
        NO("no"),
        /** Whatever the code, and when the engine starts. */
        ALWAYS("always"),
        /** Likewise, but for containers that were stopped. */
        UNLESS_STOPPED("unless-stopped"),
        /** After a code other than 0. */
        ON_FAILURE("on-failure");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        /** As Docker writes it. */
        public String word() {
            return word;
        }

        /** By Docker's word; the empty one is {@link #NO}. */
        public static Mode parse(String word) {
            for (Mode mode : values()) {
                if (mode.word.equals(word)) {
                    return mode;
                }
            }
            if (word.isEmpty()) {
                return NO;
            }
            throw EngineException.badParameter(
                    "invalid restart policy: unknown policy '"
                            + word
                            + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
        }
    }
}
