package io.jsec.cli;

import io.jsec.launch.Accounts;
import io.jsec.launch.CapabilitySet;
import io.jsec.launch.Command;
import io.jsec.launch.Confinement;
import io.jsec.launch.ContainerSpec;
import io.jsec.launch.ContainerSpecBuilder;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.HostIdentity;
import io.jsec.launch.Lifecycle;
import io.jsec.launch.NetworkMode;
import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.RootFs;
import io.jsec.launch.Rule;
import io.jsec.launch.SecurityOptions;
import io.jsec.launch.Streams;
import io.jsec.launch.UserSpec;
import io.jsec.launch.UsernsMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From options as typed to a specification: every text becomes a value here or is refused. The only
 * files read are those the options name and the root's own passwd and group.
 */
final class SpecReader {
    private final RunOptions options;
    private final Environment environment;
    private final SecurityOptions security;

    SpecReader(RunOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
        refusePrivileged();
        this.security = SecurityOptions.parse(options.securityOpts);
    }

    /** What the security options asked for. */
    SecurityOptions security() {
        return security;
    }

    /** Which identity is asked for, by {@code --userns} or its wire form. */
    UsernsMode userns() {
        return options.userns == null
                ? security.userns().orElse(UsernsMode.AUTO)
                : UsernsMode.parse("--userns " + options.userns, options.userns);
    }

    /** The walls, for a user: a profile of the caller's is compiled for his capabilities. */
    Confinement confinement(ContainerUser user) {
        return security.confinement(
                capabilities("--cap-add", options.capAdd),
                capabilities("--cap-drop", options.capDrop),
                user,
                (file, bounding) -> SeccompFile.compile(environment.path(file), bounding));
    }

    private static CapabilitySet capabilities(String option, List<String> names) {
        CapabilitySet all = CapabilitySet.NONE;
        for (String name : names) {
            try {
                all = all.plus(CapabilitySet.parse(name));
            } catch (RefusedException e) {
                Refusal found = e.refusals().getFirst();
                throw new Refusal(found.rule(), option + " " + name, found.why(), found.instead())
                        .exception();
            }
        }
        return all;
    }

    /**
     * The specification.
     *
     * @param id 64 hexadecimal digits
     * @param directory the container's directory in the store
     * @param source what it is made from, checked
     * @param streams the caller's descriptors
     */
    ContainerSpec read(String id, Path directory, Source source, Streams streams) {
        ContainerUser user = user(source.rootfs());
        ContainerSpecBuilder builder =
                ContainerSpec.builder(
                                id,
                                directory,
                                new RootFs(List.of(source.rootfs()), options.readOnly))
                        .command(command(source))
                        .user(user)
                        .streams(streams)
                        .mounts(MountOptions.parse(options, environment))
                        .confinement(confinement(user))
                        .limits(LimitOptions.parse(options))
                        .network(network())
                        .userns(userns())
                        .lifecycle(new Lifecycle(options.remove, stopSignal()));
        if (options.name != null) {
            builder.name(options.name.startsWith("/") ? options.name.substring(1) : options.name);
        }
        if (options.hostname != null) {
            builder.identity(new HostIdentity(options.hostname, ""));
        }
        return builder.build();
    }

    private void refusePrivileged() {
        if (options.privileged) {
            throw new Refusal(
                            Rule.PRIVILEGED,
                            "--privileged",
                            "it would take every wall down at once",
                            "the one thing that is needed: --cap-add CAP for a capability,"
                                    + " --security-opt seccomp=FILE for a system call,"
                                    + " --network host for the host's network, -v for a directory")
                    .exception();
        }
    }

    private Command command(Source source) {
        List<String> argv = new ArrayList<>();
        if (options.entrypoint != null && !options.entrypoint.isEmpty()) {
            argv.add(options.entrypoint);
        }
        argv.addAll(source.words());
        if (argv.isEmpty()) {
            throw new Refusal(
                            Rule.COMMAND,
                            "jsec run without a command",
                            "a directory has no default command",
                            "jsec run --rootfs DIR /bin/sh")
                    .exception();
        }
        String workdir = options.workdir == null ? "/" : options.workdir;
        return new Command(argv, variables(source), workdir, options.init);
    }

    private Map<String, String> variables(Source source) {
        Map<String, String> variables = new LinkedHashMap<>();
        source.env().forEach(entry -> put(variables, entry));
        for (String file : options.envFiles) {
            List<String> lines = EnvFile.read(environment.path(file), environment.variables());
            lines.forEach(line -> put(variables, line));
        }
        for (String entry : options.env) {
            if (entry.indexOf('=') >= 0) {
                put(variables, entry);
            } else if (entry.isEmpty()) {
                put(variables, "=");
            } else {
                String inherited = environment.variables().get(entry);
                if (inherited != null) {
                    variables.put(entry, inherited);
                }
            }
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String entry) {
        int equals = entry.indexOf('=');
        variables.put(entry.substring(0, equals), entry.substring(equals + 1));
    }

    private ContainerUser user(Path rootfs) {
        Accounts accounts = ImageAccounts.of(rootfs);
        String typed = options.user == null || options.user.isEmpty() ? "0" : options.user;
        List<Integer> more = new ArrayList<>();
        for (String group : options.groups) {
            more.add(UserSpec.group(group, accounts));
        }
        return UserSpec.parse(typed).resolve(accounts).withGroups(more);
    }

    private NetworkMode network() {
        String text = options.network == null ? "none" : options.network;
        return switch (text) {
            case "none" -> NetworkMode.NONE;
            case "host" -> NetworkMode.HOST;
            default ->
                    throw new Refusal(
                                    Rule.NETWORK,
                                    "--network " + text,
                                    "the networks of a container run from a directory are none and"
                                            + " host",
                                    "--network host, or none for loopback only")
                            .exception();
        };
    }

    private int stopSignal() {
        return options.stopSignal == null
                ? Lifecycle.DEFAULT.stopSignal()
                : Signals.parse(options.stopSignal);
    }
}
