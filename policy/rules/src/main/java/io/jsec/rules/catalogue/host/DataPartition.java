package io.jsec.rules.catalogue.host;

import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.Located;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Containers share a file system with the host. */
final class DataPartition extends HostRule {
    DataPartition() {
        super(
                RuleCard.of("JSEC-H-001", Severity.LOW, Section.HOST)
                        .title("Containers share a file system with the host")
                        .sees(
                                "The folders in which engines keep containers; fails where none "
                                        + "is a mount point of its own.")
                        .why("A container that fills the disk stops the host.")
                        .fix("Put the folder on a partition of its own.")
                        .maps(Framework.CIS_1_6, "1.1.1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        if (facts.dataFolders().isEmpty()) {
            return new Verdict.NotApplicable("no engine keeps containers here");
        }
        return facts.mountPoints()
                .judge(
                        List.of(),
                        (points, at) -> {
                            Set<String> mounted =
                                    points.stream().map(Located::value).collect(Collectors.toSet());
                            return Verdict.failing(
                                    facts.dataFolders().stream()
                                            .filter(folder -> !mounted.contains(folder))
                                            .map(folder ->
                                                    Evidence.of(at, folder + " is no mount point"))
                                            .toList());
                        });
    }
}
