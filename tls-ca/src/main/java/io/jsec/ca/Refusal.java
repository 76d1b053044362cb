package io.jsec.ca;

/** Carries a refusal out of the checks; it never leaves the validator. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Refusal(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    /** The refusal as a value. */
    Verdict.Refused verdict() {
        return new Verdict.Refused(reason, reason.word() + ": " + getMessage());
    }

    Reason reason() {
        return reason;
    }

    /** Text of a peer made safe for one line of a log. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 128); i++) {
            char c = text.charAt(i);
            out.append(c >= 0x20 && c < 0x7f ? c : '?');
        }
        return out.toString();
    }
}
