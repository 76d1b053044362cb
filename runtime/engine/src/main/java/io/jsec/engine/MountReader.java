package io.jsec.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The mounts of a request, resolved: links of sources followed, volumes named, one a target. What
 * comes later in the order volumes-from, image, {@code -v}, {@code --mount}, {@code --tmpfs} takes
 * an earlier one's place.
 */
final class MountReader {
    private static final int MOUNTS_MAX = 512;

    private final Function<String, ContainerRecord> containers;
    private final RealPaths workspaces;
    private final Predicate<String> sockets;
    private final VolumeDrafts volumes;
    private final Map<String, MountPlan> byTarget = new LinkedHashMap<>();

    /** Names volumes; they are made when the container's record is kept. */
    interface VolumeDrafts {
        /**
         * A volume.
         *
         * @param name of it; empty for a new anonymous one
         * @param labels of a new one
         */
        Draft draft(String name, Map<String, String> labels);

        /**
         * A volume that may not exist yet.
         *
         * @param directory where its files are or will be
         */
        record Draft(String name, Path directory) {}
    }

    /** Finds real paths where the engine's user may not look itself. */
    interface RealPaths {
        /** Empty for a path that is looked at as any other. */
        Optional<Path> real(Path typed) throws IOException;
    }

    private MountReader(
            Function<String, ContainerRecord> containers,
            RealPaths workspaces,
            Predicate<String> sockets,
            VolumeDrafts volumes) {
        this.containers = containers;
        this.workspaces = workspaces;
        this.sockets = sockets;
        this.volumes = volumes;
    }

    /**
     * Every mount of a container.
     *
     * @param config merged with the image's
     * @param containers finds another container, for {@code --volumes-from}
     * @param workspaces finds real paths in workspaces
     * @param sockets whether a source is a socket of the engine, of which a container gets its own
     * @throws EngineException for what makes no sense or is not there
     */
    static List<MountPlan> read(
            ContainerConfig config,
            HostConfig.StorageConfig storage,
            Function<String, ContainerRecord> containers,
            RealPaths workspaces,
            Predicate<String> sockets,
            VolumeDrafts volumes) {
        MountReader reader = new MountReader(containers, workspaces, sockets, volumes);
        storage.volumesFrom().forEach(reader::from);
        storage.binds().forEach(reader::bind);
        storage.mounts().forEach(reader::mount);
        storage.tmpfs().forEach(reader::tmpfs);
        // An image's volume stands back behind whatever else is mounted there.
        for (String target : new TreeSet<>(config.volumes())) {
            if (!reader.byTarget.containsKey(clean(target))) {
                reader.volume("", target, "", false, true, Map.of());
            }
        }
        if (reader.byTarget.size() > MOUNTS_MAX) {
            throw EngineException.badParameter("more than " + MOUNTS_MAX + " mounts");
        }
        return List.copyOf(reader.byTarget.values());
    }

    private void put(MountPlan plan) {
        byTarget.put(plan.target(), plan);
    }

    private void putOnce(MountPlan plan) {
        MountPlan other = byTarget.get(plan.target());
        if (other != null && !other.mode().startsWith("from:")) {
            throw EngineException.badParameter("Duplicate mount point: " + plan.target());
        }
        put(plan);
    }

    private void from(String text) {
        int colon = text.lastIndexOf(':');
        String modes = colon < 0 ? "" : text.substring(colon + 1);
        if (!modes.isEmpty() && !modes.equals("ro") && !modes.equals("rw")) {
            throw EngineException.badParameter("invalid mode: " + modes);
        }
        ContainerRecord other = containers.apply(colon < 0 ? text : text.substring(0, colon));
        for (MountPlan plan : other.mounts()) {
            if (plan.kind() != MountPlan.Kind.TMPFS) {
                boolean readOnly = plan.readOnly() || modes.equals("ro");
                put(
                        new MountPlan(
                                plan.kind(),
                                plan.name(),
                                plan.source(),
                                plan.target(),
                                readOnly,
                                "from:" + other.shortId(),
                                false,
                                false,
                                ""));
            }
        }
    }

    private void bind(String text) {
        String[] parts = text.split(":", -1);
        boolean legal = parts.length == 2 || parts.length == 3;
        if (!legal || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw EngineException.badParameter("invalid volume specification: '" + text + "'");
        }
        String modes = parts.length == 3 ? parts[2] : "";
        Modes parsed = Modes.parse(text, modes);
        if (parts[0].startsWith("/")) {
            putOnce(bindPlan(parts[0], parts[1], modes, parsed.readOnly(), text));
        } else {
            volume(parts[0], parts[1], modes, parsed.readOnly(), parsed.copy(), Map.of());
        }
    }

    private MountPlan bindPlan(
            String source, String target, String modes, boolean readOnly, String text) {
        boolean socket = sockets.test(source);
        return new MountPlan(
                socket ? MountPlan.Kind.SOCKET : MountPlan.Kind.BIND,
                "",
                socket ? Path.of(source).normalize().toString() : real(source, text),
                clean(target),
                readOnly,
                modes,
                false,
                false,
                "");
    }

    /** As the kernel sees it now. It is resolved again, by descriptor, when it is mounted. */
    private String real(String source, String text) {
        Path path = Path.of(source);
        try {
            Optional<Path> shared = workspaces.real(path);
            return (shared.isPresent() ? shared.get() : path.toRealPath()).toString();
        } catch (NoSuchFileException e) {
            throw EngineException.badParameter(
                    "invalid mount config for type \"bind\": bind source path does not exist: "
                            + source
                            + "; it is not made behind your back: mkdir -p "
                            + source);
        } catch (IOException e) {
            throw EngineException.badParameter(
                    "invalid mount config for type \"bind\": "
                            + text
                            + ": the engine's user cannot reach "
                            + e.getMessage());
        }
    }

    private void volume(
            String name,
            String target,
            String modes,
            boolean readOnly,
            boolean copy,
            Map<String, String> labels) {
        if (!name.isEmpty()) {
            VolumeNames.check(name);
        }
        String to = clean(target);
        VolumeDrafts.Draft volume = volumes.draft(name, labels);
        putOnce(
                new MountPlan(
                        MountPlan.Kind.VOLUME,
                        volume.name(),
                        volume.directory().toString(),
                        to,
                        readOnly,
                        modes,
                        copy,
                        name.isEmpty(),
                        ""));
    }

    private void mount(MountSpec spec) {
        switch (spec.type()) {
            case "bind" -> mountBind(spec);
            case "volume" -> mountVolume(spec);
            case "tmpfs" -> {
                String mode =
                        spec.tmpfsMode().isPresent()
                                ? ",mode=" + Integer.toOctalString(spec.tmpfsMode().getAsInt())
                                : "";
                String size = spec.tmpfsBytes() > 0 ? ",size=" + spec.tmpfsBytes() : "";
                tmpfs(spec.target(), (spec.readOnly() ? "ro" : "rw") + size + mode);
            }
            default ->
                    throw EngineException.unsupported(
                            "--mount type=" + spec.type(),
                            "this engine mounts directories, volumes and memory",
                            "type=bind, volume or tmpfs");
        }
    }

    private void mountBind(MountSpec spec) {
        Modes.propagation("--mount " + spec.target(), spec.propagation());
        if (!spec.source().startsWith("/")) {
            throw EngineException.badParameter(
                    "invalid mount config for type \"bind\": invalid mount path: '"
                            + spec.source()
                            + "' mount path must be absolute");
        }
        if (spec.createMountpoint()) {
            throw EngineException.unsupported(
                    "--mount bind-create-src",
                    "directories of the host are not made behind your back",
                    "mkdir -p " + spec.source());
        }
        putOnce(bindPlan(spec.source(), spec.target(), "", spec.readOnly(), spec.source()));
    }

    private void mountVolume(MountSpec spec) {
        if (!spec.volumeDriver().isEmpty() && !spec.volumeDriver().equals("local")) {
            throw EngineException.unsupported(
                    "--mount volume-driver=" + spec.volumeDriver(),
                    "volumes are directories of this engine",
                    "volume-driver=local");
        }
        if (!spec.subpath().isEmpty()) {
            throw EngineException.unsupported(
                    "--mount volume-subpath=" + spec.subpath(),
                    "a path in a volume may be a link that a container made",
                    "a volume of its own");
        }
        volume(
                spec.source(),
                spec.target(),
                "",
                spec.readOnly(),
                !spec.noCopy(),
                spec.volumeLabels());
    }

    private void tmpfs(String target, String options) {
        TmpfsOptions.parse(target, options);
        putOnce(
                new MountPlan(
                        MountPlan.Kind.TMPFS,
                        "",
                        "",
                        clean(target),
                        List.of(options.split(",", -1)).contains("ro"),
                        "",
                        false,
                        false,
                        options));
    }

    private static String clean(String target) {
        if (!target.startsWith("/")) {
            throw EngineException.badParameter(
                    "invalid mount path: '" + target + "' mount path must be absolute");
        }
        String path = Path.of(target).normalize().toString();
        if (path.equals("/")) {
            throw EngineException.badParameter("invalid specification: destination can't be '/'");
        }
        return path;
    }

    /** What stands behind the second colon of {@code -v}. */
    record Modes(boolean readOnly, boolean copy) {
        static Modes parse(String text, String words) {
            boolean readOnly = false;
            boolean copy = true;
            for (String word : words.isEmpty() ? new String[0] : words.split(",", -1)) {
                switch (word) {
                    case "ro" -> readOnly = true;
                    case "rw" -> readOnly = false;
                    case "nocopy" -> copy = false;
                    case "copy" -> copy = true;
                    case "z", "Z" ->
                            throw EngineException.unsupported(
                                    "-v " + text,
                                    "SELinux labels are not changed by jsec",
                                    "chcon on the host, and the option without " + word);
                    case "consistent", "cached", "delegated" -> {}
                    default -> propagation("-v " + text, word);
                }
            }
            return new Modes(readOnly, copy);
        }

        static void propagation(String option, String word) {
            switch (word) {
                case "", "rprivate" -> {}
                case "shared", "rshared", "slave", "rslave", "private" ->
                        throw EngineException.unsupported(
                                option,
                                "mounts never travel between host and container",
                                "the option without " + word);
                default -> throw EngineException.badParameter("invalid mode: " + word);
            }
        }
    }
}
