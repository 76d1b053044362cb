package io.jsec.daemon;

import java.util.List;

/** Hears what a caller's role does not allow. */
interface Decisions {
    /**
     * A call that is not carried out.
     *
     * @param rule that forbids it
     * @param objects it names, as kind and id: {@code container/web}
     */
    void denied(Caller caller, Route route, String rule, List<String> objects);
}
