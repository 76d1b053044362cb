package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over Dockerfiles. */
public final class DockerfileRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new SyntaxProblem(),
                    new RootUser(),
                    new NoUser(),
                    new UnpinnedBase(),
                    new NoDigest(),
                    new ConstantPlatform(),
                    new DuplicateStage(),
                    new UnknownStage(),
                    new UnusedStage(),
                    new Maintainer(),
                    new AddForCopy(),
                    new AddWithoutChecksum(),
                    new PlainHttp(),
                    new PipeToShell(),
                    new NoTlsCheck(),
                    new UnsignedPackages(),
                    new Sudo(),
                    new ExposedSsh(),
                    new ExposedEngine(),
                    new WorldWritable(),
                    new SetuidBit(),
                    new SecretInEnv(),
                    new SecretInArg(),
                    new SecretInLabel(),
                    new SecretInRun(),
                    new SecretFile(),
                    new PasswordSet(),
                    new NoHealthcheck(),
                    new HealthcheckOff(),
                    new SeveralCmd(),
                    new SeveralEntrypoint(),
                    new SeveralHealthcheck(),
                    new UselessCd(),
                    new RelativeWorkdir(),
                    new UpdateAlone(),
                    new AptWithoutYes(),
                    new AptRecommends(),
                    new AptLists(),
                    new AptCommand(),
                    new DistUpgrade(),
                    new AptUnpinned(),
                    new ApkCache(),
                    new ApkUnpinned(),
                    new DnfWithoutYes(),
                    new DnfCache(),
                    new ZypperAsks(),
                    new ZypperCache(),
                    new PipCache(),
                    new PipUnpinned(),
                    new PipIndex(),
                    new GemUnpinned(),
                    new NpmUnpinned(),
                    new NpmInstall(),
                    new SshServer(),
                    new NoPipefail(),
                    new ShellForm(),
                    new InsecureRun(),
                    new HostNetworkRun(),
                    new EnvWithoutTls(),
                    new SensitiveVolume(),
                    new CopyToFile(),
                    new BadPort(),
                    new BadSignal(),
                    new Triggers(),
                    new LegacyPairs(),
                    new LostArgument(),
                    new SudoersOpened(),
                    new SecondRoot(),
                    new AptKey(),
                    new ShortKeyId(),
                    new CopyMode(),
                    new DebugTools(),
                    new EngineInEnv(),
                    new CurlAndWget(),
                    new ChownEverything(),
                    new SecretMountLeaks());

    private DockerfileRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
