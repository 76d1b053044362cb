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
import java.util.Map;

/** ENV switches checks of certificates off. */
final class EnvWithoutTls extends DockerfileRule {
    private static final Map<String, String> OFF =
            Map.of(
                    "NODE_TLS_REJECT_UNAUTHORIZED",
                    "0",
                    "PYTHONHTTPSVERIFY",
                    "0",
                    "GIT_SSL_NO_VERIFY",
                    "true|1|yes",
                    "NPM_CONFIG_STRICT_SSL",
                    "false",
                    "npm_config_strict_ssl",
                    "false",
                    "GOINSECURE",
                    ".+",
                    "GONOSUMDB",
                    "[*]",
                    "PERL_LWP_SSL_VERIFY_HOSTNAME",
                    "0",
                    "DOCKER_TLS_VERIFY",
                    "");

    EnvWithoutTls() {
        super(
                card(58, Severity.HIGH)
                        .title("ENV switches checks of certificates off")
                        .sees("Values such as NODE_TLS_REJECT_UNAUTHORIZED=0 in ENV and ARG.")
                        .why("Every program in the image then accepts every server.")
                        .fix("Add the authority that is missing.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.file().instructions()) {
            for (Body.Pair pair : instruction.pairs()) {
                String value =
                        pair.value().map(Text::value).orElse("").replace("\"", "").replace("'", "");
                String wanted = OFF.get(pair.name().value());
                boolean set =
                        instruction.keyword() != Keyword.LABEL
                                && wanted != null
                                && value.matches(wanted);
                if (set) {
                    found.add(
                            at(
                                    facts,
                                    pair.name().span(),
                                    pair.name().value() + "=" + value + " accepts every server"));
                }
            }
        }
        return found;
    }
}
