package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over engine configurations. */
public final class DaemonRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new DeviceSize(),
                    new DaemonProblem(),
                    new TcpWithoutTls(),
                    new TcpEverywhere(),
                    new InterContainerTraffic(),
                    new LogLevel(),
                    new DebugLog(),
                    new NoFirewall(),
                    new InsecureRegistry(),
                    new PlainMirror(),
                    new OldStorage(),
                    new NoUserNamespace(),
                    new ForeignCgroup(),
                    new NoAuthorization(),
                    new NoLogDriver(),
                    new UnboundedLogs(),
                    new NewPrivilegesByDefault(),
                    new NoLiveRestore(),
                    new UserlandProxy(),
                    new SeccompUnconfined(),
                    new Experimental(),
                    new HostCgroupNamespace(),
                    new ShareableIpc(),
                    new OpenMetrics(),
                    new DirectRouting(),
                    new ForwardOpen(),
                    new InsecureBuilds(),
                    new DiagnosticPort(),
                    new SecretInConfiguration(),
                    new NoSelinux(),
                    new GroupOfMany());

    private DaemonRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
