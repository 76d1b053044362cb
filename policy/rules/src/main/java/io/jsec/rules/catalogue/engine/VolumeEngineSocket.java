package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.HostPaths;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import io.jsec.rules.VolumeFacts;

/** A volume hides the socket of an engine. */
final class VolumeEngineSocket extends VolumeRule {
    VolumeEngineSocket() {
        super(
                card(101, Severity.CRITICAL)
                        .title("A volume hides the socket of an engine")
                        .sees(
                                "Volumes of the driver local that bind a path of the host; "
                                        + "fails for sockets of engines and folders that hold "
                                        + "them.")
                        .why(
                                "Whoever talks to the engine starts a container with the whole "
                                        + "host in it, and the mount looks like a volume.")
                        .fix(
                                "Remove the volume; give the program an API that can only do "
                                        + "what it needs.")
                        .maps(Framework.CIS_1_6, "5.32")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.4.3", "4.5.5"));
    }

    @Override
    public Verdict judge(VolumeFacts facts) {
        return device(facts)
                .filter(device -> isBind(facts))
                .flatMap(device ->
                        HostPaths.engine(device.value())
                                .map(text -> Verdict.fail(device.at(), text)))
                .orElse(Verdict.pass());
    }
}
