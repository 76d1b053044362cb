package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.cli.setup.Workspaces;
import io.jsec.launch.MountRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mounts of a command line: {@code -v}, {@code --mount} and {@code --tmpfs}. */
final class MountOptions {
    private final Environment environment;

    private MountOptions(Environment environment) {
        this.environment = environment;
    }

    /**
     * Every mount, in the order binds by {@code -v}, {@code --mount}, {@code --tmpfs}.
     *
     * @throws CliException for a syntax that is not Docker's, a source that is not there, and what
     *     this command does not mount
     */
    static List<MountRequest> parse(RunOptions options, Environment environment) {
        MountOptions parser = new MountOptions(environment);
        List<MountRequest> mounts = new ArrayList<>();
        options.volumes.forEach(text -> mounts.add(parser.volume(text)));
        options.mounts.forEach(text -> mounts.add(parser.mount(text)));
        options.tmpfs.forEach(text -> mounts.add(TmpfsOption.parse(text)));
        return mounts;
    }

    private MountRequest volume(String text) {
        String option = "-v " + text;
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            throw refused(
                    option,
                    "a volume without a directory of the host needs an engine that keeps it",
                    "-v DIR:" + text + " or --tmpfs " + text);
        }
        if (parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw refused(
                    option,
                    "it does not read HOST:DIR[:ro]",
                    "-v /host:/inside:ro, or --mount for a path that holds a colon");
        }
        if (!parts[0].startsWith("/") && !parts[0].startsWith(".")) {
            throw refused(
                    option,
                    "named volumes need an engine that keeps them",
                    "a directory of the host: -v ./" + parts[0] + ":" + parts[1]);
        }
        boolean readOnly = parts.length == 3 && modes(option, parts[2]);
        Path source = environment.path(parts[0]);
        return new MountRequest.Bind(real(option, source), parts[1], readOnly);
    }

    /** Whether the words behind the second colon say read-only. */
    private static boolean modes(String option, String words) {
        boolean readOnly = false;
        for (String word : words.split(",", -1)) {
            switch (word) {
                case "ro" -> readOnly = true;
                case "rw", "rprivate" -> {}
                case "z", "Z" ->
                        throw refused(
                                option,
                                "SELinux labels are not changed by jsec",
                                "chcon on the host, and the option without " + word);
                case "shared", "rshared", "slave", "rslave", "private" ->
                        throw refused(
                                option,
                                "mounts never travel between host and container",
                                "the option without " + word);
                default -> throw refused(option, "the mode " + word + " is unknown", "ro or rw");
            }
        }
        return readOnly;
    }

    /** The source as the kernel sees it now, links followed. */
    private static Path real(String option, Path source) {
        try {
            return real(source);
        } catch (NoSuchFileException e) {
            throw refused(
                    option,
                    source + " does not exist, and is not made behind your back",
                    "mkdir -p " + source + ", then the same command");
        } catch (IOException e) {
            throw refused(
                    option,
                    source + ": " + IoReason.of(e),
                    "a directory the user " + System.getProperty("user.name") + " can reach");
        }
    }

    /** What lies in a workspace, the engine's user may see in a view of it only. */
    private static Path real(Path source) throws IOException {
        Optional<Path> shared = Workspaces.ofThisHost().real(source);
        return shared.isPresent() ? shared.get() : source.toRealPath();
    }

    private MountRequest mount(String text) {
        MountFields fields = MountFields.parse(text);
        return switch (fields.type()) {
            case "bind" -> bind(fields);
            case "tmpfs" -> fields.tmpfs();
            case "volume" ->
                    throw refused(
                            fields.option(),
                            "volumes need an engine that keeps them",
                            "type=bind,source=DIR,target=" + fields.targetOr("/inside"));
            default ->
                    throw refused(
                            fields.option(),
                            "the type " + fields.type() + " is not mounted by jsec",
                            "type=bind or type=tmpfs");
        };
    }

    private MountRequest bind(MountFields fields) {
        @Nullable String typed = fields.source();
        if (typed == null || typed.isEmpty()) {
            throw refused(fields.option(), "a bind has a source", "source=DIR");
        }
        Path source = environment.path(typed);
        try {
            return new MountRequest.Bind(real(source), fields.target(), fields.readOnly());
        } catch (NoSuchFileException e) {
            throw refused(
                    fields.option(),
                    "invalid mount config for type \"bind\": bind source path does not exist: "
                            + source,
                    "mkdir -p " + source + ", then the same command");
        } catch (IOException e) {
            throw refused(
                    fields.option(),
                    source + ": " + IoReason.of(e),
                    "a directory the user " + System.getProperty("user.name") + " can reach");
        }
    }

    static CliException refused(String what, String why, String instead) {
        return CliException.refused(Code.MOUNT, what, why, instead);
    }
}
