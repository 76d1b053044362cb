package io.jsec.rules;

/** How bad a broken rule is, worst first; the number is SARIF's {@code security-severity}. */
public enum Severity {
    /** Gives the host away. */
    CRITICAL(9.5),
    /** Removes a wall, or opens a door to many. */
    HIGH(8.0),
    /** Makes an attack easier, or a loss likelier. */
    MEDIUM(5.5),
    /** Hygiene with a bearing on security. */
    LOW(2.5),
    /** An opinion or a note; never fails a run by default. */
    INFO(0.5);

    private final double score;

    Severity(double score) {
        this.score = score;
    }

    /** 0.1 to 10, as GitHub's code scanning reads it. */
    public double score() {
        return score;
    }

    /** Whether this is as bad as a threshold, or worse. */
    public boolean reaches(Severity threshold) {
        return compareTo(threshold) <= 0;
    }
}
