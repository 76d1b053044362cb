package io.jsec.rules.catalogue.container;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over containers. */
public final class ContainerRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new SeccompOff(),
                    new SeccompOther(),
                    new NewPrivileges(),
                    new CapabilityAdded(),
                    new OwnerIds(),
                    new LandlockOff(),
                    new WallsMissing(),
                    new ProcWritable(),
                    new SeccompWider(),
                    new HostNetwork(),
                    new SensitivePath(),
                    new NoPidsLimit(),
                    new RaisedUlimit(),
                    new TmpfsExec(),
                    new SensitivePathRead(),
                    new EngineSocket(),
                    new Privileged(),
                    new RootUser(),
                    new CapabilitiesKept(),
                    new RawPackets(),
                    new HostPid(),
                    new HostIpc(),
                    new HostUts(),
                    new HostUsers(),
                    new HostCgroup(),
                    new CgroupParent(),
                    new AppArmorOff(),
                    new SelinuxOff(),
                    new PathsUnmasked(),
                    new HostDevice(),
                    new AnyDevice(),
                    new DeviceRules(),
                    new NoMemoryLimit(),
                    new NoCpuLimit(),
                    new WritableRoot(),
                    new AllInterfaces(),
                    new PrivilegedPort(),
                    new SshPort(),
                    new EnginePort(),
                    new EndlessRestart(),
                    new SharedPropagation(),
                    new NoHealthCheck(),
                    new HealthCheckOff(),
                    new NoLogs(),
                    new OomKillOff(),
                    new SecretInEnvironment(),
                    new SecretInLabels(),
                    new SecretInCommand(),
                    new FloatingImage(),
                    new UnsafeSysctl(),
                    new OtherRuntime(),
                    new NoInit(),
                    new SharedNamespace(),
                    new RootGroup(),
                    new VolumesFrom(),
                    new Unhealthy(),
                    new SshServer());

    private ContainerRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
