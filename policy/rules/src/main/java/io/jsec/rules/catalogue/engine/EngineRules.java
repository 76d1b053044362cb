package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Rule;
import io.jsec.rules.Severity;
import java.util.List;

/** The rules over running engines and what they keep. */
public final class EngineRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new PrivilegedExec(),
                    new NoContentTrust(),
                    new ImageRootUser(),
                    new ImageNoHealthCheck(),
                    new ImageSecretInEnvironment(),
                    new ImageSecretInLabels(),
                    new ImageSecretInHistory(),
                    new ImageSshPort(),
                    new ImageEnginePort(),
                    new ImageSecretInCommand(),
                    new ImageUnused(),
                    new ImageDangling(),
                    new ImageLatestOnly(),
                    new InterContainerTraffic(),
                    new OverlayPlain(),
                    new IngressPlain(),
                    new DefaultBridgeUsed(),
                    new EveryAddress(),
                    new OpenGateway(),
                    new HostSegment(),
                    new VolumeEngineSocket(),
                    new VolumeHostPath(),
                    new VolumeSecret(),
                    new VolumeRemotePlain(),
                    new SwarmOn(),
                    new SwarmManagers(),
                    new SwarmAutolock(),
                    new SwarmCertificates(),
                    new EngineTcp(),
                    new EngineSeccomp(),
                    new EngineNoProfiles(),
                    new EngineNoUserNamespace(),
                    new EngineNoLiveRestore(),
                    new EngineNoLogs(),
                    new EngineInsecureRegistry(),
                    new EngineOldStorage(),
                    new EngineExperimental(),
                    new EngineEndOfLife(),
                    new EngineNoLimits(),
                    new EngineBridgeFilter(),
                    new EngineStopped(),
                    HistoryRule.of(
                            20,
                            Severity.LOW,
                            "A package index was updated in a step of its own",
                            "JSEC-D-034"),
                    HistoryRule.of(
                            21,
                            Severity.LOW,
                            "The image was built by scripts that were fetched and run unread",
                            "JSEC-D-013"),
                    HistoryRule.of(
                            22,
                            Severity.LOW,
                            "A build step made files writable for everybody",
                            "JSEC-D-019"),
                    HistoryRule.of(
                            23,
                            Severity.MEDIUM,
                            "A build step installed an SSH server",
                            "JSEC-D-053"),
                    HistoryRule.of(
                            24,
                            Severity.INFO,
                            "A build step used ADD where COPY does",
                            "JSEC-D-010"),
                    HistoryRule.of(
                            25,
                            Severity.LOW,
                            "A build step took a file from the network as it came",
                            "JSEC-D-011"),
                    HistoryRule.of(
                            26,
                            Severity.LOW,
                            "A build step set a setuid or setgid bit",
                            "JSEC-D-020"),
                    HistoryRule.of(
                            27,
                            Severity.MEDIUM,
                            "A build step did not check certificates of servers",
                            "JSEC-D-014"),
                    HistoryRule.of(
                            28,
                            Severity.MEDIUM,
                            "A build step did not check signatures of packages",
                            "JSEC-D-015"),
                    HistoryRule.of(
                            29,
                            Severity.HIGH,
                            "A build step gave an account a password",
                            "JSEC-D-026"),
                    HistoryRule.of(
                            30,
                            Severity.MEDIUM,
                            "A build step let everybody become root",
                            "JSEC-D-066"),
                    HistoryRule.of(
                            31,
                            Severity.HIGH,
                            "A build step gave an account the user id 0",
                            "JSEC-D-067"));

    private EngineRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
