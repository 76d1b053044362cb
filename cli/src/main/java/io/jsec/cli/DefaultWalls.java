package io.jsec.cli;

import io.jsec.daemon.DaemonConfig;
import io.jsec.launch.CapabilitySet;
import io.jsec.launch.Confinement;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.CustomSeccomp;
import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.SecurityOptions;

/**
 * The security options of containers that do not ask, from daemon.json: what is wrong there would
 * have every container refused, so that no engine starts with it.
 */
final class DefaultWalls {
    private DefaultWalls() {}

    /**
     * The walls of such a container.
     *
     * @throws CliException for an option or a profile there is not
     */
    static Confinement of(DaemonConfig config) {
        try {
            return SecurityOptions.parse(config.own().securityOpt())
                    .confinement(
                            CapabilitySet.NONE,
                            CapabilitySet.NONE,
                            ContainerUser.ROOT,
                            CustomSeccomp::sent);
        } catch (RefusedException e) {
            Refusal found = e.refusals().getFirst();
            throw CliException.refused(
                            Code.VALUE,
                            "jsec.security-opt of daemon.json: " + found.what(),
                            found.why(),
                            found.instead())
                    .withExit(ExitCode.FINDINGS);
        }
    }
}
