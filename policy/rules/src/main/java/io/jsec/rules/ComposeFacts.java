package io.jsec.rules;

import java.util.List;
import java.util.Optional;

/**
 * A compose project as a whole.
 *
 * @param target its first file
 * @param services in order
 * @param problems what docker compose refuses or reads otherwise than meant
 * @param needs what the project needs and the tree does not have
 * @param version place of the key {@code version}
 */
public record ComposeFacts(
        Target target,
        List<Service> services,
        List<Evidence> problems,
        List<Evidence> needs,
        Optional<SourceLocation> version)
        implements Facts {
    /**
     * What only a compose file tells of a service.
     *
     * @param name its name
     * @param at the place of its name
     * @param profiles that switch it on
     * @param networks it joins; empty where it says nothing, and joins {@code default}
     * @param image whether it names an image, or what starts it otherwise
     * @param build whether it is built here
     * @param buildArguments of the build, as {@code NAME=value}
     * @param buildNetwork network of the build
     * @param buildPrivileged whether the build runs with all privileges
     * @param context of the build
     * @param containerName a fixed name
     * @param environment as {@code NAME=value}
     * @param apiSocket where it asks for the API of the engine
     * @param privilegedHooks commands beside it that run with every privilege
     */
    public record Service(
            String name,
            SourceLocation at,
            List<String> profiles,
            List<Located<String>> networks,
            boolean image,
            boolean build,
            List<Located<String>> buildArguments,
            Optional<Located<String>> buildNetwork,
            Optional<SourceLocation> buildPrivileged,
            Optional<Located<String>> context,
            Optional<Located<String>> containerName,
            List<Located<String>> environment,
            Optional<SourceLocation> apiSocket,
            List<SourceLocation> privilegedHooks) {
        /** Copies the lists. */
        public Service {
            profiles = List.copyOf(profiles);
            networks = List.copyOf(networks);
            buildArguments = List.copyOf(buildArguments);
            environment = List.copyOf(environment);
            privilegedHooks = List.copyOf(privilegedHooks);
        }
    }

    /** Copies the lists. */
    public ComposeFacts {
        services = List.copyOf(services);
        problems = List.copyOf(problems);
        needs = List.copyOf(needs);
    }
}
