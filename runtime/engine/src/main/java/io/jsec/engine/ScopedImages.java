package io.jsec.engine;

import io.jsec.image.ImageException;
import io.jsec.image.ImageReference;
import io.jsec.image.ImportRequest;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images that one client sees: those of its scope, which it may change, and those that nobody
 * claims, which it may use.
 */
final class ScopedImages implements Images {
    private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{1,64})");

    private final LocalImages inner;
    private final LocalContainers containers;
    private final Access access;

    ScopedImages(LocalImages inner, LocalContainers containers, Access access) {
        this.inner = inner;
        this.containers = containers;
        this.access = access;
    }

    /**
     * What means one image that is seen: the reference itself, or the id of the only one that
     * begins so; the reference where there is none.
     */
    String whole(String ref) {
        Matcher id = ID.matcher(ref);
        if (!access.isScoped() || !id.matches() || isNamed(ref)) {
            return ref;
        }
        List<String> ids =
                seen(true, Filters.NONE).stream()
                        .map(ImageSummary::id)
                        .filter(each -> each.startsWith("sha256:" + id.group(1)))
                        .toList();
        if (ids.size() > 1) {
            throw EngineException.badParameter("multiple IDs found with provided prefix: " + ref);
        }
        return ids.isEmpty() ? ref : ids.getFirst();
    }

    /** Whether it is the name of an image that is seen; one may look like the start of an id. */
    private boolean isNamed(String ref) {
        String digits = ref.startsWith("sha256:") ? ref : "sha256:" + ref;
        return found(ref)
                        .filter(view ->
                                access.seesImage(labels(view)) && !view.id().startsWith(digits))
                        .isPresent()
                || !ID.matcher(ref).matches();
    }

    /** Whether a reference means an image that is not seen. */
    boolean isHidden(String ref) {
        return access.isScoped()
                && found(ref).filter(view -> !access.seesImage(labels(view))).isPresent();
    }

    private static Map<String, String> labels(ImageView view) {
        return view.config().labels();
    }

    private Optional<ImageView> found(String ref) {
        try {
            return Optional.of(inner.inspect(ref));
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    private ImageView view(String ref) {
        String whole = whole(ref);
        ImageView view;
        try {
            view = inner.inspect(whole);
        } catch (EngineException e) {
            // Several that begin so, and none of them is seen.
            boolean several =
                    access.isScoped()
                            && e.kind() instanceof EngineException.Kind.BadParameter
                            && ID.matcher(ref).matches();
            throw several ? StoredImages.notFound(ref) : e;
        }
        if (!access.seesImage(labels(view))) {
            throw StoredImages.notFound(ref);
        }
        return view;
    }

    /** One that may be removed, and not only used. */
    private ImageView own(String ref, String what) {
        ImageView view = view(ref);
        if (!access.owns(labels(view))) {
            throw EngineException.forbidden(
                    "JSEC-R-022",
                    what + " " + ref,
                    "the image is everybody's, and the scope "
                            + access.text()
                            + " changes its own only",
                    "docker import or commit, which make images of the scope; or a"
                            + " client without a scope");
        }
        return view;
    }

    private List<ImageSummary> seen(boolean all, Filters filters) {
        return inner.list(all, filters).stream()
                .filter(each -> access.seesImage(each.labels()))
                .toList();
    }

    @Override
    public List<ImageSummary> list(boolean all, Filters filters) {
        if (!access.isScoped()) {
            return inner.list(all, filters);
        }
        Map<String, List<String>> byKey = new HashMap<>(filters.byKey());
        for (String key : List.of("before", "since")) {
            byKey.computeIfPresent(
                    key, (_, refs) -> refs.stream().map(ref -> view(ref).id()).toList());
        }
        Map<String, Integer> users = new HashMap<>();
        containers
                .list(
                        new ListRequest(
                                true,
                                java.util.OptionalInt.empty(),
                                false,
                                Filters.NONE.among(access)))
                .forEach(each -> users.merge(each.imageId(), 1, Integer::sum));
        return seen(all, new Filters(byKey)).stream()
                .map(each -> own(each, users.getOrDefault(each.id(), 0)))
                .toList();
    }

    /** With containers that are seen, and a parent that is. */
    private ImageSummary own(ImageSummary image, int users) {
        return new ImageSummary(
                image.id(),
                parent(image.parentId()),
                image.repoTags(),
                image.repoDigests(),
                image.created(),
                image.sizeBytes(),
                image.labels(),
                users);
    }

    private String parent(String id) {
        return id.isEmpty() || isHidden(id) ? "" : id;
    }

    @Override
    public ImageView inspect(String ref) {
        ImageView view = view(ref);
        return new ImageView(
                view.id(),
                parent(view.parentId()),
                view.repoTags(),
                view.repoDigests(),
                view.comment(),
                view.created(),
                view.author(),
                view.architecture(),
                view.variant(),
                view.os(),
                view.sizeBytes(),
                view.config(),
                view.layers(),
                view.lastTagged());
    }

    @Override
    public List<HistoryStep> history(String ref) {
        return inner.history(view(ref).id());
    }

    @Override
    public void tag(String ref, String repository, String tag) {
        ImageView image = own(ref, "naming");
        access.checkMade("naming " + ref, labels(image));
        inner.tag(image.id(), repository, tag, access);
    }

    @Override
    public List<ImageDeletion> remove(String ref, boolean force, boolean prune) {
        own(ref, "removing");
        if (force && access.has(Restraint.NO_FORCE)) {
            throw EngineException.forbidden(
                    Restraint.NO_FORCE.rule(),
                    "removing " + ref + " by force",
                    "this role takes no image from what needs it",
                    "docker rmi without --force, when nothing uses it");
        }
        // A parent may be somebody else's.
        boolean parents = prune && !access.isScoped();
        return veiled(() -> inner.remove(whole(ref), force, parents));
    }

    private <T> T veiled(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw containers.veiled(e, access);
        }
    }

    @Override
    public ImagePrune prune(Filters filters) {
        return inner.prune(filters.among(access));
    }

    /** What an archive holds has labels of its own, and their digest is the image's id. */
    @Override
    public ImageLoad load(InputStream archive) {
        if (access.isScoped()) {
            throw EngineException.forbidden(
                    "JSEC-R-023",
                    "docker load",
                    "images of an archive carry no labels of the scope "
                            + access.text()
                            + " and may take everybody's names",
                    "docker import, which labels what it makes; or a client without a" + " scope");
        }
        return inner.load(archive);
    }

    @Override
    public String importRoot(
            InputStream tar, String repository, String tag, String message, List<String> changes) {
        Optional<ImageReference> name;
        try {
            name = LocalImages.maybeNamed(repository, tag);
        } catch (ImageException e) {
            throw StoredImages.engine(e);
        }
        return inner.importRoot(tar, new ImportRequest(name, message, changes), access);
    }

    @Override
    public void save(List<String> refs, OutputStream archive) {
        inner.save(refs.stream().flatMap(ref -> saved(ref).stream()).toList(), archive);
    }

    /** A repository is all its names; those of images that are not seen are left out. */
    private List<String> saved(String ref) {
        if (!access.isScoped()) {
            return List.of(ref);
        }
        List<String> names =
                repository(ref).stream().flatMap(name -> names(name).stream()).toList();
        if (!names.isEmpty()) {
            return names;
        }
        ImageView view = view(ref);
        return List.of(isNamed(ref) ? ref : view.id());
    }

    /** The repository that is named without a tag. */
    private static Optional<String> repository(String ref) {
        try {
            ImageReference name = ImageReference.parse(ref);
            return name.isNameOnly() ? Optional.of(name.repository()) : Optional.empty();
        } catch (ImageException e) {
            return Optional.empty();
        }
    }

    private List<String> names(String repository) {
        return seen(true, Filters.NONE).stream()
                .flatMap(image -> image.repoTags().stream())
                .filter(name -> ImageReference.parse(name).repository().equals(repository))
                .toList();
    }
}
