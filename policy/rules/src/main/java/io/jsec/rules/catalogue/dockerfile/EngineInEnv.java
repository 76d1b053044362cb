package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** ENV points at an engine without TLS. */
final class EngineInEnv extends DockerfileRule {
    EngineInEnv() {
        super(
                card(73, Severity.MEDIUM)
                        .title("ENV points at an engine without TLS")
                        .sees(
                                "DOCKER_HOST in ENV with a tcp:// address, where DOCKER_TLS_VERIFY "
                                        + "is not set.")
                        .why(
                                "Programs of the image then talk to an engine that anybody can "
                                        + "talk to.")
                        .fix("Leave DOCKER_HOST to whoever starts the container.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.all(Keyword.ENV)) {
            for (Body.Pair pair : instruction.pairs()) {
                String value = pair.value().map(Text::value).orElse("");
                String plain = value.replace("\"", "").replace("'", "");
                boolean tls =
                        facts.all(Keyword.ENV).stream()
                                .flatMap(each -> each.pairs().stream())
                                .anyMatch(each -> each.name().value().equals("DOCKER_TLS_VERIFY"));
                if (pair.name().value().equals("DOCKER_HOST")
                        && plain.startsWith("tcp://")
                        && !tls) {
                    found.add(at(facts, pair.name().span(), "an engine over TCP without TLS"));
                }
            }
        }
        return found;
    }
}
