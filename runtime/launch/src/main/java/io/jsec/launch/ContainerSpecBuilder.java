package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects a {@link ContainerSpec}; what is not set has the hardened default. */
public final class ContainerSpecBuilder {
    private final String id;
    private final Path directory;
    private RootFs root;
    private Optional<String> name = Optional.empty();
    private Command command = new Command(List.of("/bin/sh"), Map.of(), "/", false);
    private ContainerUser user = ContainerUser.ROOT;
    private Optional<HostIdentity> identity = Optional.empty();
    private Streams streams = Streams.DEFAULT;
    private List<MountRequest> mounts = List.of();
    private Confinement confinement = Confinement.DEFAULT;
    private Limits limits = Limits.DEFAULT;
    private Sysctls sysctls = Sysctls.NONE;
    private NetworkMode network = NetworkMode.NONE;
    private Sharing sharing = Sharing.NONE;
    private UsernsMode userns = UsernsMode.AUTO;
    private Lifecycle lifecycle = Lifecycle.DEFAULT;

    ContainerSpecBuilder(String id, Path directory, RootFs root) {
        this.id = id;
        this.directory = directory;
        this.root = root;
    }

    /** A builder holding everything of a spec. */
    static ContainerSpecBuilder of(ContainerSpec spec) {
        ContainerSpecBuilder builder =
                new ContainerSpecBuilder(spec.id(), spec.directory(), spec.root())
                        .command(spec.command())
                        .user(spec.user())
                        .identity(spec.identity())
                        .streams(spec.streams())
                        .mounts(spec.mounts())
                        .confinement(spec.confinement())
                        .limits(spec.limits())
                        .sysctls(spec.sysctls())
                        .network(spec.network())
                        .sharing(spec.sharing())
                        .userns(spec.userns())
                        .lifecycle(spec.lifecycle());
        spec.name().ifPresent(builder::name);
        return builder;
    }

    /** What people call it. */
    public ContainerSpecBuilder name(String value) {
        name = Optional.of(value);
        return this;
    }

    /** Its root file system. */
    public ContainerSpecBuilder root(RootFs value) {
        root = value;
        return this;
    }

    /** What runs. */
    public ContainerSpecBuilder command(Command value) {
        command = value;
        return this;
    }

    /** As whom. */
    public ContainerSpecBuilder user(ContainerUser value) {
        user = value;
        return this;
    }

    /** Its host name; the short id where nothing is set. */
    public ContainerSpecBuilder identity(HostIdentity value) {
        identity = Optional.of(value);
        return this;
    }

    /** Its descriptors. */
    public ContainerSpecBuilder streams(Streams value) {
        streams = value;
        return this;
    }

    /** What is mounted besides the root. */
    public ContainerSpecBuilder mounts(List<MountRequest> value) {
        mounts = List.copyOf(value);
        return this;
    }

    /** Its walls. */
    public ContainerSpecBuilder confinement(Confinement value) {
        confinement = value;
        return this;
    }

    /** Its limits. */
    public ContainerSpecBuilder limits(Limits value) {
        limits = value;
        return this;
    }

    /** Kernel settings of its namespaces. */
    public ContainerSpecBuilder sysctls(Sysctls value) {
        sysctls = value;
        return this;
    }

    /** Its network. */
    public ContainerSpecBuilder network(NetworkMode value) {
        network = value;
        return this;
    }

    /** What it takes from others; a network of theirs is its network then. */
    public ContainerSpecBuilder sharing(Sharing value) {
        sharing = value;
        network = value.takes(NamespaceKind.NET) ? NetworkMode.SHARED : network;
        return this;
    }

    /** Its ids. */
    public ContainerSpecBuilder userns(UsernsMode value) {
        userns = value;
        return this;
    }

    /** What happens around it. */
    public ContainerSpecBuilder lifecycle(Lifecycle value) {
        lifecycle = value;
        return this;
    }

    /** The spec. */
    public ContainerSpec build() {
        HostIdentity called =
                identity.orElseGet(
                        () -> new HostIdentity(id.substring(0, Math.min(12, id.length())), ""));
        return new ContainerSpec(
                id,
                name,
                directory,
                root,
                command,
                user,
                called,
                streams,
                mounts,
                confinement,
                limits,
                sysctls,
                network,
                sharing,
                userns,
                lifecycle);
    }
}
