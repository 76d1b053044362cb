package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** STOPSIGNAL is no signal that stops. */
final class BadSignal extends DockerfileRule {
    private static final Pattern SIGNALS =
            Pattern.compile(
                    "[1-9]|[1-5][0-9]|6[0-4]|(SIG)?(HUP|INT|"
                            + "QUIT|ILL|TRAP|ABRT|BUS|FPE|KILL|USR1|SEGV|USR2|PIPE|ALRM|TERM|ST"
                            + "KFLT|CHLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WIN"
                            + "CH|IO|POLL|PWR|SYS|RTMIN([+][0-9]+)?|RTMAX(-[0-9]+)?)");

    BadSignal() {
        super(
                card(62, Severity.LOW)
                        .title("STOPSIGNAL is no signal that stops")
                        .sees(
                                "STOPSIGNAL; fails for unknown signals, and for those no program "
                                        + "can answer.")
                        .why(
                                "Stopping the container kills its program at once, or after the "
                                        + "time-out.")
                        .fix("Name a signal that the program handles, such as SIGTERM."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.all(Keyword.STOPSIGNAL)) {
            for (Text word : instruction.words()) {
                String name = word.value().strip().toUpperCase(Locale.ROOT);
                boolean fine = name.contains("$") || SIGNALS.matcher(name).matches();
                if (!fine || name.matches("(SIG)?(KILL|STOP)|9|19")) {
                    found.add(
                            at(
                                    facts,
                                    word.span(),
                                    word.value()
                                            + (fine ? " cannot be answered" : " is no signal")));
                }
            }
        }
        return found;
    }
}
