package io.jsec.engine;

import io.jsec.launch.Accounts;
import io.jsec.launch.CapabilitySet;
import io.jsec.launch.Command;
import io.jsec.launch.Confinement;
import io.jsec.launch.ContainerSpec;
import io.jsec.launch.ContainerSpecBuilder;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.CustomSeccomp;
import io.jsec.launch.HostIdentity;
import io.jsec.launch.Lifecycle;
import io.jsec.launch.Limits;
import io.jsec.launch.MountRequest;
import io.jsec.launch.NetworkMode;
import io.jsec.launch.RootFs;
import io.jsec.launch.SecurityOptions;
import io.jsec.launch.Sharing;
import io.jsec.launch.Streams;
import io.jsec.launch.Sysctls;
import io.jsec.launch.UserSpec;
import io.jsec.launch.UsernsMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a container's record to the launcher's specification. Pure but for the accounts given. */
final class LaunchSpecs {
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    private LaunchSpecs() {}

    /**
     * The specification of one start.
     *
     * @param directory of the container in the store
     * @param layers of its image, topmost first
     * @param accounts of its root
     * @param sharing what it takes of other containers
     * @param names its host name and domain
     * @param socket its own in place of the engine's, where it asks for one
     * @param size of its terminal
     */
    static ContainerSpec of(
            ContainerRecord container,
            Path directory,
            List<Path> layers,
            Accounts accounts,
            Sharing sharing,
            HostIdentity names,
            Path socket,
            HostConfig.ConsoleSize size,
            EngineSettings.Defaults defaults) {
        ContainerConfig config = container.config();
        HostConfig host = container.host();
        SecurityOptions security = security(host, defaults);
        Limits limits = LimitReader.read(host, defaults);
        ContainerUser user = user(config, host, accounts);
        ContainerSpecBuilder builder =
                ContainerSpec.builder(
                                container.id(),
                                directory,
                                new RootFs(layers, host.storage().readonlyRootfs()))
                        .name(container.name())
                        .command(command(config, host, defaults))
                        .user(user)
                        .streams(
                                new Streams(
                                        config.streams().openStdin(),
                                        config.tty(),
                                        size.rows(),
                                        size.columns()))
                        .mounts(mounts(container.mounts(), socket))
                        .confinement(confinement(host, security, user))
                        .limits(limits)
                        .sysctls(Sysctls.parse(host.security().sysctls()))
                        .network(network(host.namespaces().network()))
                        .sharing(sharing)
                        .userns(security.userns().orElse(UsernsMode.AUTO))
                        .lifecycle(new Lifecycle(false, stopSignal(config)));
        return builder.identity(names).build();
    }

    /** A container's host name and domain. */
    static HostIdentity names(ContainerRecord container) {
        ContainerConfig config = container.config();
        return new HostIdentity(
                config.hostname().isEmpty() ? container.shortId() : config.hostname(),
                config.domainname());
    }

    /** The security options, the engine's own first. */
    static SecurityOptions security(HostConfig host, EngineSettings.Defaults defaults) {
        List<String> options = new ArrayList<>(defaults.securityOpt());
        options.addAll(host.security().securityOpt());
        return SecurityOptions.parse(options);
    }

    /** A terminal's first size, where nobody gave one. */
    static HostConfig.ConsoleSize size(HostConfig host) {
        return host.console()
                .filter(size -> size.rows() > 0 && size.columns() > 0)
                .orElse(new HostConfig.ConsoleSize(ROWS, COLUMNS));
    }

    /** The number of the signal that asks it to stop. */
    static int stopSignal(ContainerConfig config) {
        return config.stopSignal().isEmpty()
                ? SignalNames.TERM
                : SignalNames.parse(config.stopSignal());
    }

    /** A private network has nothing but loopback until there are networks. */
    static NetworkMode network(String mode) {
        return switch (mode) {
            case "", "default", "none" -> NetworkMode.NONE;
            case "host" -> NetworkMode.HOST;
            default -> {
                if (Donors.named(mode).filter(ref -> !ref.isEmpty()).isPresent()) {
                    yield NetworkMode.SHARED;
                }
                throw EngineException.unsupported(
                        "--network " + mode,
                        "this engine has the networks none and host so far",
                        "--network none");
            }
        };
    }

    private static ContainerUser user(ContainerConfig config, HostConfig host, Accounts accounts) {
        String typed = config.user().isEmpty() ? "0" : config.user();
        List<Integer> more = new ArrayList<>();
        for (String group : host.security().groupAdd()) {
            more.add(UserSpec.group(group, accounts));
        }
        return UserSpec.parse(typed).resolve(accounts).withGroups(more);
    }

    private static Command command(
            ContainerConfig config, HostConfig host, EngineSettings.Defaults defaults) {
        Map<String, String> env = new LinkedHashMap<>();
        for (String entry : config.env()) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                env.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        String workdir = config.workingDir().isEmpty() ? "/" : config.workingDir();
        return new Command(
                ConfigMerge.argv(config), env, workdir, host.init().orElse(defaults.init()));
    }

    private static List<MountRequest> mounts(List<MountPlan> plans, Path socket) {
        List<MountRequest> mounts = new ArrayList<>();
        for (MountPlan plan : plans) {
            mounts.add(
                    switch (plan.kind()) {
                        case BIND, VOLUME ->
                                new MountRequest.Bind(
                                        Path.of(plan.source()), plan.target(), plan.readOnly());
                        // Read-only is the file, which the container's root may own; not what
                        // goes through it.
                        case SOCKET -> new MountRequest.Bind(socket, plan.target(), true);
                        case TMPFS -> TmpfsOptions.parse(plan.target(), plan.options());
                    });
        }
        return mounts;
    }

    private static Confinement confinement(
            HostConfig host, SecurityOptions security, ContainerUser user) {
        return security.confinement(
                CapabilitySet.parse(host.security().capAdd()),
                CapabilitySet.parse(host.security().capDrop()),
                user,
                CustomSeccomp::sent);
    }
}
