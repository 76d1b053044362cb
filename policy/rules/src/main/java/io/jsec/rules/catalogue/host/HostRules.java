package io.jsec.rules.catalogue.host;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over a host and the files of its engines. */
public final class HostRules {
    private HostRules() {}

    /** All of them, by id. */
    public static List<Rule<?>> rules() {
        return List.of(
                new UnitFile(),
                new ConfigurationFolder(),
                new RegistryCertificate(),
                new TlsCertificate(),
                new TlsKey(),
                new EngineSocketMode(),
                new DaemonFile(),
                new DefaultsFile(),
                new ContainerdSocket(),
                new RootlessSocket(),
                new SocketOwner(),
                new RegistryKey(),
                new RegistryPasswords(),
                new FileGroup(),
                new DataPartition(),
                new GroupMembers(),
                new NoAuditRules(),
                new OpenApi(),
                new SwarmEverywhere(),
                new NoSecurityModule(),
                new MountedSocket(),
                new CpuFlaws(),
                new UnprivilegedBpf(),
                new KernelAddresses(),
                new KernelLog(),
                new ForeignTracing(),
                new LinksFollowed(),
                new HardLinksAllowed(),
                new SetuidDumps(),
                new NoAddressRandom(),
                new LocalnetRouted(),
                new FaultsHeld(),
                new KernelProfiled(),
                new FirstPage(),
                new SharedFoldersOpen(),
                new TypedIntoTerminal(),
                new RingsForAll());
    }
}
