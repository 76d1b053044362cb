package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostPaths;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The engine can be commanded from inside. */
final class EngineSocket extends ContainerRule {
    EngineSocket() {
        super(
                card(501, Severity.CRITICAL)
                        .title("The engine can be commanded from inside")
                        .sees(
                                "Binds; fails for the sockets of Docker, Podman, "
                                        + "containerd, CRI-O, BuildKit and jsec, and folders "
                                        + "that hold them, read-only or not, and for what is "
                                        + "put where clients look for such a socket. One that "
                                        + "jsec says it made for the container alone, in place "
                                        + "of its engine's, is none.")
                        .why(
                                "Whoever talks to the engine starts a container with the whole "
                                        + "host in it.")
                        .fix(
                                "Remove the mount; give the program an API that can only do what "
                                        + "it needs.")
                        .maps(Framework.CIS_1_6, "5.32")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.4.3", "4.5.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.MOUNTS)
                .judge(
                        List.of(),
                        (mounts, at) -> {
                            List<Evidence> evidence = new ArrayList<>();
                            for (ContainerMount mount : mounts) {
                                HostPaths.engine(mount)
                                        .ifPresent(text ->
                                                evidence.add(Evidence.of(mount.at(), text)));
                            }
                            return Verdict.failing(evidence);
                        });
    }
}
