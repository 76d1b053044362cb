package io.jsec.rules.catalogue.container;

import io.jsec.rules.Severity;

/** A path of the host is mounted that belongs to the system. */
final class SensitivePath extends SensitiveBinds {
    SensitivePath() {
        super(
                card(308, Severity.HIGH)
                        .title("A path of the host is mounted that belongs to the system")
                        .sees(
                                "Sources of binds; fails for /etc, /proc, /sys, /root, /usr, the "
                                        + "data of engines and the like, and what is below them.")
                        .why("Who writes there owns the host; who reads there knows its secrets.")
                        .fix("Mount the one file that is needed, read-only, or use a volume."),
                false);
    }
}
