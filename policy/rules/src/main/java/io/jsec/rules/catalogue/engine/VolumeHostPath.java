package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.HostPaths;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import io.jsec.rules.VolumeFacts;

/** A volume hides a path of the host. */
final class VolumeHostPath extends VolumeRule {
    VolumeHostPath() {
        super(
                card(102, Severity.HIGH)
                        .title("A volume hides a path of the host that belongs to the system")
                        .sees(
                                "Volumes of the driver local that bind a path of the host; "
                                        + "fails for /etc, /proc, /root, the data of engines "
                                        + "and the "
                                        + "like.")
                        .why(
                                "Who writes there owns the host, who reads there knows its "
                                        + "secrets; the mount looks like a volume.")
                        .fix("Remove the volume; mount the one file that is needed, read-only.")
                        .maps(Framework.CIS_1_6, "5.6")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "8")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(VolumeFacts facts) {
        return device(facts)
                .filter(device -> isBind(facts))
                .flatMap(device ->
                        HostPaths.sensitive(device.value(), isReadOnly(facts))
                                .map(text -> Verdict.fail(device.at(), text)))
                .orElse(Verdict.pass());
    }
}
