package io.jsec.engine;

import io.jsec.image.Change;
import io.jsec.image.ContainerFiles;
import io.jsec.image.IdRanges;
import io.jsec.image.Image;
import io.jsec.image.ImageConfig;
import io.jsec.image.ImageDigest;
import io.jsec.image.ImageException;
import io.jsec.image.ImageHealthcheck;
import io.jsec.image.ImageReference;
import io.jsec.image.ImageStore;
import io.jsec.image.MergedView;
import io.jsec.launch.IdentityForm;
import io.jsec.linux.Fd;
import io.jsec.linux.FilesystemIds;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Files of containers: of a running one through the root its processes have, of another one through
 * a view of its layers that nobody else sees. No path and no link leaves that root.
 */
final class Archives {
    /** What a running container sees there is the kernel's, and no file of its own. */
    private static final Set<String> KERNELS = Set.of("/dev", "/proc", "/sys");

    private final ImageStore images;
    private final ContainerStorage storage;

    Archives(ImageStore images, ContainerStorage storage) {
        this.images = images;
        this.storage = storage;
    }

    PathStat stat(LiveContainer container, String path) {
        return with(
                container,
                path,
                (files, inside) -> {
                    io.jsec.image.PathStat stat = files.stat(inside);
                    boolean top = inside.equals("/") && !path.equals("/");
                    return new PathStat(
                            top ? base(path) : stat.name(),
                            stat.bytes(),
                            stat.mode(),
                            stat.modified(),
                            stat.linkTarget());
                });
    }

    void get(LiveContainer container, String path, OutputStream tar) {
        boolean _ =
                with(
                        container,
                        path,
                        (files, inside) -> {
                            boolean top = inside.equals("/") && !path.endsWith("/.");
                            if (top && !path.equals("/")) {
                                throw EngineException.unsupported(
                                        "docker cp " + container.record().name() + ":" + path,
                                        "it is the top of a mount of a container that does not"
                                                + " run",
                                        path + "/. , which copies what is in it");
                            }
                            files.get(inside, tar);
                            return true;
                        });
    }

    void put(
            LiveContainer container,
            String path,
            InputStream tar,
            boolean keepKinds,
            boolean copyUidGid) {
        if (container.record().host().storage().readonlyRootfs()) {
            throw EngineException.forbidden("JSEC-C-350", "container rootfs is marked read-only");
        }
        OptionalLong root = copyUidGid ? OptionalLong.empty() : OptionalLong.of(0);
        List<String> _ =
                with(
                        container,
                        path,
                        (files, inside) ->
                                files.put(
                                        inside,
                                        tar,
                                        new ContainerFiles.Put(keepKinds, root, root)));
    }

    void export(LiveContainer container, OutputStream tar) {
        Set<String> left = mounts(container.record());
        boolean _ =
                with(
                        container,
                        "/",
                        (files, _) -> {
                            files.export(tar, left);
                            return true;
                        });
    }

    List<FileChange> changes(ContainerRecord container) {
        try {
            return images
                    .changes(digests(container), storage.upper(container.id()), mounts(container))
                    .stream()
                    .map(change -> new FileChange(change.path(), kind(change.kind())))
                    .toList();
        } catch (ImageException e) {
            throw StoredImages.engine(e);
        }
    }

    private static FileChange.Kind kind(Change.Kind kind) {
        return switch (kind) {
            case MODIFIED -> FileChange.Kind.MODIFIED;
            case ADDED -> FileChange.Kind.ADDED;
            case DELETED -> FileChange.Kind.DELETED;
        };
    }

    /** An image of a container; returns its id. */
    String commit(ContainerRecord container, CommitRequest request, Access access) {
        try {
            Optional<ImageReference> name =
                    request.repository().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    ImageReference.parse(request.repository())
                                            .withTag(
                                                    request.tag().isEmpty()
                                                            ? "latest"
                                                            : request.tag()));
            ContainerConfig config = request.config().orElse(container.config());
            io.jsec.image.CommitRequest asked =
                    new io.jsec.image.CommitRequest(
                            ImageDigest.parse(container.imageId()),
                            storage.upper(container.id()),
                            config(config),
                            request.changes(),
                            name,
                            request.author(),
                            request.comment(),
                            ConfigMerge.argv(container.config()),
                            mounts(container));
            io.jsec.image.CommitRequest marked =
                    asked.with(
                            ImageMarks.changes(
                                    access,
                                    container.config().labels(),
                                    asked.labels(),
                                    asked.changes()));
            if (!access.isScoped()) {
                return images.commit(marked).id().toString();
            }
            Image image = images.commit(marked.unnamed());
            ImageMarks.name(images, image, name, access);
            return image.id().toString();
        } catch (ImageException e) {
            throw StoredImages.engine(e);
        }
    }

    /** A container's configuration in the words of an image's. */
    static ImageConfig config(ContainerConfig config) {
        return new ImageConfig(
                config.entrypoint().orElse(List.of()),
                config.cmd().orElse(List.of()),
                config.env(),
                config.user(),
                config.workingDir(),
                config.exposedPorts(),
                config.volumes(),
                config.labels(),
                config.stopSignal(),
                config.shell(),
                List.of(),
                config.healthcheck()
                        .map(check ->
                                new ImageHealthcheck(
                                        check.test(),
                                        check.interval(),
                                        check.timeout(),
                                        check.startPeriod(),
                                        check.startInterval(),
                                        check.retries())));
    }

    /** What the engine made places for: no part of the container's own files. */
    private static Set<String> mounts(ContainerRecord container) {
        Set<String> left =
                new HashSet<>(
                        List.of(
                                "/dev",
                                "/proc",
                                "/sys",
                                "/etc/hosts",
                                "/etc/hostname",
                                "/etc/resolv.conf"));
        container.mounts().forEach(mount -> left.add(mount.target()));
        return left;
    }

    private static List<ImageDigest> digests(ContainerRecord container) {
        return container.layers().stream().map(ImageDigest::parse).toList();
    }

    /** What is done with files, and where in them. */
    private interface Use<T> {
        T apply(ContainerFiles files, String inside);
    }

    /** Its lock is held only where it does not run: then it must not start meanwhile. */
    private <T> T with(LiveContainer container, String path, Use<T> use) {
        try {
            ContainerState state = container.record().state();
            if (state.alive()) {
                return running(container.record(), state.pid(), path, use);
            }
            container.lock().lock();
            try {
                ContainerRecord record = container.record();
                return record.state().alive()
                        ? running(record, record.state().pid(), path, use)
                        : still(record, path, use);
            } finally {
                container.lock().unlock();
            }
        } catch (ImageException e) {
            throw StoredImages.engine(e);
        } catch (LinuxException e) {
            throw EngineException.internal(
                    "opening the files of a container: " + e.getMessage(), e);
        }
    }

    private <T> T still(ContainerRecord container, String path, Use<T> use) {
        Optional<MountPlan> mount = mount(container, path);
        if (mount.isPresent()) {
            return mounted(mount.get(), path, use);
        }
        Path directory = storage.directory(container.id());
        try (MergedView view =
                images.view(
                        digests(container),
                        directory.resolve("upper"),
                        directory.resolve("work"))) {
            return use.apply(view.files(), path);
        }
    }

    /** The innermost mount with files that a path lies in, by its name: links are not followed. */
    static Optional<MountPlan> mount(ContainerRecord container, String path) {
        Path clean = Path.of("/").resolve(path).normalize();
        return container.mounts().stream()
                .filter(mount ->
                        mount.kind() == MountPlan.Kind.BIND
                                || mount.kind() == MountPlan.Kind.VOLUME)
                .filter(mount -> clean.startsWith(mount.target()))
                .max(Comparator.comparingInt(mount -> mount.target().length()));
    }

    private static <T> T mounted(MountPlan mount, String path, Use<T> use) {
        Path clean = Path.of("/").resolve(path).normalize();
        boolean folder = path.endsWith("/") || path.endsWith("/.");
        String below = Path.of(mount.target()).relativize(clean).toString();
        String inside = below.isEmpty() ? "/" : "/" + below + (folder ? suffix(path) : "");
        try (Fd fd = Openat2.open(Path.of(mount.source()), Fcntl.O_PATH, 0)) {
            return use.apply(new ContainerFiles(fd, IdRanges.SAME), inside);
        }
    }

    private static String suffix(String path) {
        return path.endsWith("/.") ? "/." : "/";
    }

    private static String base(String path) {
        Path name = Path.of(path).normalize().getFileName();
        return name == null ? "/" : name.toString();
    }

    private static <T> T running(ContainerRecord container, int pid, String path, Use<T> use) {
        if (pid <= 0) {
            throw EngineException.unknownProcess();
        }
        Path root = Path.of("/proc", Integer.toString(pid), "root");
        OptionalInt slot = container.lease().slot();
        try (Fd fd = Openat2.open(root, Fcntl.O_PATH, 0)) {
            ContainerFiles files = new ContainerFiles(fd, ids(slot), KERNELS);
            if (slot.isEmpty()) {
                return use.apply(files, path);
            }
            // The engine's user is nobody in a slot's file systems, and could make no file there.
            int first = (int) slotRoot(slot.getAsInt());
            return FilesystemIds.as(first, first, () -> use.apply(files, path));
        }
    }

    /** Where a slot's ids are in the engine's own namespace. */
    private static IdRanges ids(OptionalInt slot) {
        if (slot.isEmpty()) {
            return IdRanges.SAME;
        }
        long first = slotRoot(slot.getAsInt());
        return new IdRanges(List.of(new IdRanges.Range(0, first, IdentityForm.CONTAINER_IDS)));
    }

    /** The root of a slot's containers, in the engine's own namespace. */
    static long slotRoot(int slot) {
        return IdentityForm.CONTAINER_IDS * (slot + 1L) + 1;
    }
}
