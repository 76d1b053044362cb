package io.jsec.engine;

import io.jsec.image.Image;
import io.jsec.image.ImageDigest;
import io.jsec.image.ImageException;
import io.jsec.image.ImageFilter;
import io.jsec.image.ImageReference;
import io.jsec.image.ImageStore;
import io.jsec.image.ImportRequest;
import io.jsec.image.LoadResult;
import io.jsec.image.Progress;
import io.jsec.image.PruneFilter;
import io.jsec.image.PruneResult;
import io.jsec.image.Removal;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The image store in the words of Docker's API, with what containers make of it. */
final class LocalImages implements Images {
    private static final Set<String> KEYS =
            Set.of("dangling", "label", "before", "since", "reference", "until");

    private final ImageStore store;
    private final ToIntFunction<String> users;
    private final Announcer announcer;
    private final Clock clock;

    /**
     * @param users how many containers an image has
     */
    LocalImages(ImageStore store, ToIntFunction<String> users, Announcer announcer, Clock clock) {
        this.store = store;
        this.users = users;
        this.announcer = announcer;
        this.clock = clock;
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (ImageException e) {
            throw StoredImages.engine(e);
        }
    }

    @Override
    public List<ImageSummary> list(boolean all, Filters filters) {
        filters.checkKeys(KEYS);
        ImageFilter filter =
                new ImageFilter(
                        all,
                        filters.values("reference"),
                        filters.values("label"),
                        filters.has("dangling")
                                ? Optional.of(filters.flag("dangling", false))
                                : Optional.empty(),
                        filters.values("before"),
                        filters.values("since"),
                        Times.until(filters, clock.instant()));
        return ask(() -> store.list(filter)).stream().map(this::summary).toList();
    }

    private ImageSummary summary(Image image) {
        String id = image.id().toString();
        return new ImageSummary(
                id,
                image.parent().map(ImageDigest::toString).orElse(""),
                image.repoTags(),
                image.repoDigests(),
                image.created(),
                image.bytes(),
                image.config().labels(),
                users.applyAsInt(id));
    }

    @Override
    public ImageView inspect(String ref) {
        Image image = ask(() -> store.find(ref));
        return new ImageView(
                image.id().toString(),
                image.parent().map(ImageDigest::toString).orElse(""),
                image.repoTags(),
                image.repoDigests(),
                image.comment(),
                image.created(),
                image.author(),
                image.platform().architecture(),
                image.platform().variant(),
                image.platform().os(),
                image.bytes(),
                StoredImages.config(image.config()),
                image.layers().stream().map(ImageDigest::toString).toList(),
                image.tagged().orElse(Instant.EPOCH));
    }

    @Override
    public List<HistoryStep> history(String ref) {
        Image image = ask(() -> store.find(ref));
        List<HistoryStep> steps = new ArrayList<>();
        for (Image.Step step : image.history().reversed()) {
            boolean newest = steps.isEmpty();
            steps.add(
                    new HistoryStep(
                            newest ? image.id().toString() : "<missing>",
                            step.created(),
                            step.createdBy(),
                            newest ? image.repoTags() : List.of(),
                            step.bytes(),
                            step.comment()));
        }
        return steps;
    }

    @Override
    public void tag(String ref, String repository, String tag) {
        tag(ref, repository, tag, Access.FULL);
    }

    /** Names one that a client may change. */
    void tag(String ref, String repository, String tag, Access access) {
        Image image = ask(() -> store.find(ref));
        ImageReference name = ask(() -> named(repository, tag));
        ImageMarks.tag(store, ref, name, access);
        tell("tag", image, name.familiar());
    }

    private static ImageReference named(String repository, String tag) {
        String whole = tag.isEmpty() ? repository : repository + ":" + tag;
        return ImageReference.parseTagged(whole);
    }

    static Optional<ImageReference> maybeNamed(String repository, String tag) {
        return repository.isEmpty() ? Optional.empty() : Optional.of(named(repository, tag));
    }

    private void tell(String action, Image image, String name) {
        announcer.tell(
                "image",
                action,
                image.id().toString(),
                Map.of("name", name),
                image.config().labels());
    }

    @Override
    public List<ImageDeletion> remove(String ref, boolean force, boolean prune) {
        Image image = ask(() -> store.find(ref));
        List<ImageDeletion> done = deletions(ask(() -> store.remove(ref, force, prune)));
        for (ImageDeletion deletion : done) {
            tell(
                    deletion.untagged() ? "untag" : "delete",
                    image,
                    deletion.untagged() ? deletion.what() : ref);
        }
        return done;
    }

    private static List<ImageDeletion> deletions(List<Removal> removals) {
        return removals.stream()
                .map(removal ->
                        switch (removal) {
                            case Removal.Untagged untagged ->
                                    new ImageDeletion(true, untagged.name());
                            case Removal.Deleted deleted ->
                                    new ImageDeletion(false, deleted.digest().toString());
                        })
                .toList();
    }

    @Override
    public ImagePrune prune(Filters filters) {
        filters.checkKeys(Set.of("dangling", "label", "label!", "until"));
        PruneFilter filter =
                new PruneFilter(
                        filters.flag("dangling", true),
                        Times.until(filters, clock.instant()),
                        filters.values("label"),
                        filters.values("label!"),
                        filters.among()::owns);
        PruneResult result = ask(() -> store.prune(filter));
        announcer.tell("image", "prune", "", Map.of("reclaimed", "" + result.bytes()));
        return new ImagePrune(deletions(result.removals()), result.bytes());
    }

    @Override
    public ImageLoad load(InputStream archive) {
        LoadResult result = ask(() -> store.load(archive, Progress.SILENT));
        List<ImageLoad.Loaded> loaded = new ArrayList<>();
        for (LoadResult.Loaded image : result.images()) {
            String id = image.id().toString();
            loaded.add(
                    new ImageLoad.Loaded(
                            id, image.names().stream().map(ImageReference::familiar).toList()));
            tell("load", ask(() -> store.find(id)), id);
        }
        return new ImageLoad(loaded, result.notes());
    }

    @Override
    public String importRoot(
            InputStream tar, String repository, String tag, String message, List<String> changes) {
        Optional<ImageReference> name = ask(() -> maybeNamed(repository, tag));
        return importRoot(tar, new ImportRequest(name, message, changes), Access.FULL);
    }

    /** Makes an image for a client; a scoped one names it behind, where it may. */
    String importRoot(InputStream tar, ImportRequest asked, Access access) {
        Map<String, String> labels = ask(asked::labels);
        ImportRequest marked =
                new ImportRequest(
                        access.isScoped() ? Optional.empty() : asked.name(),
                        asked.message(),
                        ImageMarks.changes(access, Map.of(), labels, asked.changes()));
        Image image = ask(() -> store.importRoot(tar, marked, Progress.SILENT));
        if (access.isScoped()) {
            ImageMarks.name(store, image, asked.name(), access);
        }
        tell("import", image, image.id().toString());
        return image.id().toString();
    }

    @Override
    public void save(List<String> refs, OutputStream archive) {
        boolean _ =
                ask(() -> {
                    store.save(refs, archive);
                    return true;
                });
    }
}
