package io.jsec.rules.catalogue;

import io.jsec.rules.Rule;
import io.jsec.rules.catalogue.certificate.CertificateRules;
import io.jsec.rules.catalogue.compose.ComposeRules;
import io.jsec.rules.catalogue.container.ContainerRules;
import io.jsec.rules.catalogue.daemon.DaemonRules;
import io.jsec.rules.catalogue.dockerfile.DockerfileRules;
import io.jsec.rules.catalogue.engine.EngineRules;
import io.jsec.rules.catalogue.host.HostRules;
import io.jsec.rules.catalogue.image.ImageFileRules;
import io.jsec.rules.catalogue.policy.PolicyRules;
import java.util.List;
import java.util.stream.Stream;

/** All built-in rules, ordered by id. */
public final class Catalogue {
    private static final List<Rule<?>> RULES =
            Stream.of(
                            CertificateRules.rules(),
                            ComposeRules.rules(),
                            ContainerRules.rules(),
                            DaemonRules.rules(),
                            DockerfileRules.rules(),
                            HostRules.rules(),
                            ImageFileRules.rules(),
                            EngineRules.rules(),
                            PolicyRules.rules())
                    .flatMap(List::stream)
                    .sorted((a, b) -> a.card().id().compareTo(b.card().id()))
                    .toList();

    private Catalogue() {}

    /** Every rule. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
