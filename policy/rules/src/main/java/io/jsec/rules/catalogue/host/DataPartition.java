package io.jsec.rules.catalogue.host;

import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.Mount;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Containers share a file system with the host. */
final class DataPartition extends HostRule {
    /** Where a full file system stops the host. */
    private static final List<String> SYSTEM =
            List.of(
                    "/",
                    "/etc",
                    "/home",
                    "/root",
                    "/run",
                    "/tmp",
                    "/usr",
                    "/var",
                    "/var/lib",
                    "/var/log",
                    "/var/tmp");

    DataPartition() {
        super(
                RuleCard.of("JSEC-H-001", Severity.LOW, Section.HOST)
                        .title("Containers share a file system with the host")
                        .sees(
                                "The folders in which engines keep containers; fails where one "
                                        + "lies on a "
                                        + "file system that holds folders of the system too.")
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
        return facts.mounts()
                .judge(
                        List.of(),
                        (mounts, at) ->
                                Verdict.failing(
                                        facts.dataFolders().stream()
                                                .filter(folder -> shared(folder, mounts))
                                                .map(folder ->
                                                        Evidence.of(
                                                                at,
                                                                folder
                                                                        + " shares a file system"
                                                                        + " with the host"))
                                                .toList()));
    }

    private static boolean shared(String folder, List<Mount> mounts) {
        String device = device(folder, mounts);
        return SYSTEM.stream().anyMatch(path -> device(path, mounts).equals(device));
    }

    /** The file system that a path lies on: of those mounted above it the longest, the last. */
    private static String device(String path, List<Mount> mounts) {
        Mount holding = new Mount("", "");
        for (Mount each : mounts) {
            if (each.holds(path) && each.point().length() >= holding.point().length()) {
                holding = each;
            }
        }
        return holding.device();
    }
}
