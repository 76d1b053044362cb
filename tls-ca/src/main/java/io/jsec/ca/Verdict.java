package io.jsec.ca;

/** What the strict validator says about a peer's chain. */
public sealed interface Verdict {
    /**
     * It is one of ours, valid now.
     *
     * @param identity who it is
     */
    record Accepted(Identity identity) implements Verdict {}

    /**
     * It is not accepted.
     *
     * @param reason the kind of the reason
     * @param sentence the reason for the log; it holds text of the peer, made safe for one line
     */
    record Refused(Reason reason, String sentence) implements Verdict {
        /** The alert to send to the peer. */
        public Alert alert() {
            return reason.alert();
        }
    }
}
