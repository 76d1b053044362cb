package io.jsec.rules;

/** The benchmarks and guides that rules are mapped to, each in one version. */
public enum Framework {
    /** CIS Docker Benchmark 1.6.0; ids such as {@code 5.4}. */
    CIS_1_6("CIS Docker 1.6.0"),
    /** OWASP Docker Top 10; {@code D01} to {@code D10}. */
    OWASP_DOCKER("OWASP Docker Top 10"),
    /** OWASP Docker Security cheat sheet; rule numbers such as {@code 5a}. */
    OWASP_CHEATSHEET("OWASP Docker cheat sheet"),
    /** NIST SP 800-190; countermeasure groups such as {@code 4.4.3}. */
    NIST_800_190("NIST SP 800-190"),
    /** NSA/CISA Kubernetes hardening, the pod list; words such as {@code privileged}. */
    NSA_CISA("NSA/CISA pod hardening");

    private final String title;

    Framework(String title) {
        this.title = title;
    }

    /** How reports write it. */
    public String title() {
        return title;
    }
}
