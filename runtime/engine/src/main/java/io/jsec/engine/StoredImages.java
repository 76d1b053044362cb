package io.jsec.engine;

import io.jsec.image.Image;
import io.jsec.image.ImageConfig;
import io.jsec.image.ImageDigest;
import io.jsec.image.ImageException;
import io.jsec.image.ImageHealthcheck;
import io.jsec.image.ImageReference;
import io.jsec.image.ImageStore;
import io.jsec.image.ProbeImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The image store as containers see it. */
final class StoredImages implements ImageSource {
    private static final String PROBE = "jsec/probe";

    private final ImageStore store;
    private final Path probe;

    /**
     * @param probe the program of the embedded image
     */
    StoredImages(ImageStore store, Path probe) {
        this.store = store;
        this.probe = probe;
    }

    @Override
    public Found find(String ref) {
        try {
            Image image = embedded(ref).orElseGet(() -> store.find(ref));
            return new Found(
                    image.id().toString(),
                    image.layers().stream().map(ImageDigest::toString).toList(),
                    config(image.config()));
        } catch (ImageException e) {
            throw engine(e);
        }
    }

    /** The probe is there for whoever names it, and no image before. */
    private Optional<Image> embedded(String ref) {
        return ref.equals(PROBE) || ref.equals(ProbeImage.NAME)
                ? Optional.of(store.addProbe(probe))
                : Optional.empty();
    }

    @Override
    public List<Path> lowers(List<String> layers) {
        try {
            return store.lowerDirectories(layers.stream().map(ImageDigest::parse).toList());
        } catch (ImageException e) {
            throw engine(e);
        }
    }

    @Override
    public List<String> names(String id) {
        try {
            return store.find(id).repoTags();
        } catch (ImageException e) {
            return List.of();
        }
    }

    /** An image's configuration in the words of a container's. */
    static ContainerConfig config(ImageConfig image) {
        return ContainerConfig.builder("")
                .user(image.user())
                .exposedPorts(image.exposedPorts())
                .env(image.env())
                .cmd(present(image.command()))
                .entrypoint(present(image.entrypoint()))
                .healthcheck(image.healthcheck().map(StoredImages::health))
                .volumes(image.volumes())
                .workingDir(image.workingDir())
                .labels(image.labels())
                .stop(image.stopSignal(), OptionalInt.empty())
                .shell(image.shell())
                .build();
    }

    private static Optional<List<String>> present(List<String> words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    private static HealthConfig health(ImageHealthcheck check) {
        return new HealthConfig(
                check.test(),
                check.interval(),
                check.timeout(),
                check.startPeriod(),
                check.startInterval(),
                check.retries());
    }

    /** There is no such image, in the words of one that really is not there. */
    static EngineException notFound(String ref) {
        String name = ref;
        try {
            name = ImageReference.parseTagged(ref).familiar();
        } catch (ImageException e) {
            // It is the start of an id: said as it is.
        }
        return EngineException.notFound("No such image: " + name);
    }

    /** The same no in the engine's kinds. */
    static EngineException engine(ImageException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case NOT_FOUND -> EngineException.notFound(message);
            case BAD_PARAMETER, INVALID_ARCHIVE, DIGEST_MISMATCH, TOO_LARGE ->
                    EngineException.badParameter(message);
            case IN_USE -> EngineException.conflict(message);
            case UNSUPPORTED -> EngineException.badParameter(message);
            case DISK_FULL, DAMAGED, FAILED -> EngineException.internal(message, e);
        };
    }
}
