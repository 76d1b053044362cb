package io.jsec.launch;

import java.util.List;

/** What the compiler says to a request. */
public sealed interface Decision {
    /** It can be done like this. */
    record Allow(LaunchPlan plan) implements Decision {}

    /**
     * It cannot be done.
     *
     * @param refusals everything that stands in the way, at least one
     */
    record Deny(List<Refusal> refusals) implements Decision {
        /** Copied, not empty. */
        public Deny {
            refusals = List.copyOf(refusals);
            if (refusals.isEmpty()) {
                throw new IllegalArgumentException("nothing was refused");
            }
        }
    }
}
