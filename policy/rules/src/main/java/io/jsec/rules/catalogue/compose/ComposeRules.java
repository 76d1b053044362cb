package io.jsec.rules.catalogue.compose;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over compose files as a whole. */
public final class ComposeRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new ComposeProblem(),
                    new ObsoleteVersion(),
                    new DefaultNetwork(),
                    new SecretInBuildArgument(),
                    new HostNetworkBuild(),
                    new PrivilegedBuild(),
                    new RemoteContext(),
                    new PlainContext(),
                    new FixedName(),
                    new EngineOverTcp(),
                    new NothingToRun(),
                    new MissingInput(),
                    new EngineApiAsked(),
                    new PrivilegedHook());

    private ComposeRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
