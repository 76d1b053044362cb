package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Located;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Capabilities that are not needed are kept. */
final class CapabilitiesKept extends ContainerRule {
    /** Podman's default, in whose place its inspect lists each where ALL was dropped. */
    private static final Set<String> FEWER =
            Set.of(
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "FOWNER",
                    "FSETID",
                    "KILL",
                    "NET_BIND_SERVICE",
                    "SETFCAP",
                    "SETGID",
                    "SETPCAP",
                    "SETUID",
                    "SYS_CHROOT");

    /** What Docker's default has beyond it. */
    private static final Set<String> MORE = Set.of("AUDIT_WRITE", "MKNOD", "NET_RAW");

    CapabilitiesKept() {
        super(
                card(504, Severity.LOW)
                        .title("Capabilities that are not needed are kept")
                        .sees(
                                "Dropped capabilities; fails where ALL, or all of the default, are "
                                        + "not dropped.")
                        .why(
                                "The default allows fourteen, such as changing owners and raw "
                                        + "packets; most programs need none.")
                        .fix("Drop ALL and add what is needed.")
                        .example("cap_drop: [ALL]")
                        .maps(Framework.CIS_1_6, "5.4")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "3")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.CAP_DROP)
                .judge(
                        List.of(),
                        (dropped, at) ->
                                Verdict.failIf(
                                        !all(dropped), at, "the default capabilities are kept"));
    }

    private static boolean all(List<Located<String>> dropped) {
        Set<String> names = dropped.stream().map(Located::value).collect(Collectors.toSet());
        boolean defaults = names.containsAll(FEWER);
        return names.contains("ALL")
                || (defaults && (names.size() == FEWER.size() || names.containsAll(MORE)));
    }
}
