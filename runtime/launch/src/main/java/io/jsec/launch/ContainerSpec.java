package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container as somebody asked for it, every option parsed: the first input of the plan compiler.
 *
 * @param id 64 lower-case hex digits
 * @param name what people call it
 * @param directory its own directory in the store: upper, work, etc
 * @param identity its host name
 * @param mounts in the order given; no target twice
 * @param sharing has a network where {@code network} says so, and only there
 */
public record ContainerSpec(
        String id,
        Optional<String> name,
        Path directory,
        RootFs root,
        Command command,
        ContainerUser user,
        HostIdentity identity,
        Streams streams,
        List<MountRequest> mounts,
        Confinement confinement,
        Limits limits,
        Sysctls sysctls,
        NetworkMode network,
        Sharing sharing,
        UsernsMode userns,
        Lifecycle lifecycle) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");

    /** Legal by itself; whether a host can do it is the compiler's to say. */
    public ContainerSpec {
        mounts = List.copyOf(mounts);
        directory = SpecPaths.host("the container's directory", directory);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("container id: " + id);
        }
        name.ifPresent(ContainerSpec::checkName);
        if (sharing.takes(NamespaceKind.NET) != (network == NetworkMode.SHARED)) {
            throw new IllegalArgumentException("a shared network of nobody, or another's");
        }
        if (sharing.donors().containsValue(id)) {
            throw new IllegalArgumentException("a container that shares with itself");
        }
        long targets = mounts.stream().map(MountRequest::target).distinct().count();
        if (targets != mounts.size()) {
            throw new Refusal(
                            Rule.MOUNT_TWICE,
                            "a second mount on the same target",
                            "only one of them could be seen",
                            "one of -v, --mount and --tmpfs a target")
                    .exception();
        }
    }

    /** A builder with every default, for the three things that have none. */
    public static ContainerSpecBuilder builder(String id, Path directory, RootFs root) {
        return new ContainerSpecBuilder(id, directory, root);
    }

    /** The first twelve digits of the id. */
    public String shortId() {
        return id.substring(0, 12);
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                            Rule.NAME,
                            "--name " + name.replaceAll("[^\\x20-\\x7e]", "?"),
                            "only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed, 2 to 128 of them",
                            "--name web-1")
                    .exception();
        }
    }
}
