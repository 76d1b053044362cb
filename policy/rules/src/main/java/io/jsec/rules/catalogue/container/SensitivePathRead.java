package io.jsec.rules.catalogue.container;

import io.jsec.rules.Severity;

/** A path of the system is mounted read-only. */
final class SensitivePathRead extends SensitiveBinds {
    SensitivePathRead() {
        super(
                card(500, Severity.MEDIUM)
                        .title("A path of the system is mounted read-only")
                        .sees(
                                "Sources of read-only binds; time zones and public certificates "
                                        + "are left out.")
                        .why("Passwords, keys and the state of the host can be read.")
                        .fix("Mount the one file that is needed."),
                true);
    }
}
