package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Programs may map the first page of memory. */
final class FirstPage extends HostRule {
    FirstPage() {
        super(
                RuleCard.of("JSEC-H-031", Severity.LOW, Section.HOST)
                        .title("Programs may map the first page of memory")
                        .sees("The switch vm.mmap_min_addr of the kernel; fails for 0.")
                        .why(
                                "A flaw in which the kernel follows an empty pointer then "
                                        + "runs code of the program.")
                        .fix("sysctl -w vm.mmap_min_addr=65536, and keep it in /etc/sysctl.d.")
                        .example("vm.mmap_min_addr = 65536")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "vm.mmap_min_addr", Set.of("0"));
    }
}
