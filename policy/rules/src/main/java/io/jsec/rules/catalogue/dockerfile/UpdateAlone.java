package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The package index is updated in a layer of its own. */
final class UpdateAlone extends DockerfileRule {
    UpdateAlone() {
        super(
                card(34, Severity.MEDIUM)
                        .title("The package index is updated in a layer of its own")
                        .sees(
                                "RUN that updates the index of apt, yum, dnf, zypper or apk and "
                                        + "installs nothing.")
                        .why(
                                "The layer is cached: later builds install old packages, with "
                                        + "holes long mended.")
                        .fix("Update and install in one RUN.")
                        .example(
                                "RUN apt-get update && apt-get install -y --no-install-recommends "
                                        + "curl")
                        .maps(Framework.CIS_1_6, "4.7")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction run : facts.all(Keyword.RUN)) {
            List<DockerfileFacts.Command> commands =
                    facts.commands().stream().filter(each -> each.run().equals(run)).toList();
            boolean uses =
                    commands.stream()
                            .anyMatch(each ->
                                    Install.of(each.shell())
                                            .map(UpdateAlone::uses)
                                            .orElse(each.shell().program().equals("apt-cache")));
            boolean cached =
                    run.flags("--mount").anyMatch(flag -> flag.text().contains("type=cache"));
            for (DockerfileFacts.Command each : commands) {
                boolean updates = Install.of(each.shell()).filter(UpdateAlone::updates).isPresent();
                if (updates && !uses && !cached) {
                    found.add(
                            at(
                                    facts,
                                    each.shell().span(),
                                    "the index is cached without the packages"));
                }
            }
        }
        return found;
    }

    private static boolean updates(Install install) {
        return switch (install.manager()) {
            case APT, APK -> install.verb().equals("update");
            case DNF -> install.verb().equals("makecache") || install.verb().equals("check-update");
            case ZYPPER -> install.verb().equals("refresh") || install.verb().equals("ref");
            case PIP, NPM, YARN, GEM -> false;
        };
    }

    private static boolean uses(Install install) {
        return !updates(install) && !install.verb().equals("clean");
    }
}
