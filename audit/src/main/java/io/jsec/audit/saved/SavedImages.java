package io.jsec.audit.saved;

import io.jsec.rules.ImageFacts;
import io.jsec.rules.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds and reads saved images. */
public final class SavedImages {
    private static final long INFLATED_BYTES_MAX = 32L << 30;
    private static final String LAYOUT = "oci-layout";

    /** How the archives of the usual tools begin. */
    private static final Pattern FIRST =
            Pattern.compile(
                    "/(?:blobs(?:/.*)?|oci-layout|index\\.json|manifest\\.json|repositories"
                            + "|(?:sha256:)?[0-9a-f]{64}(?:[/.].*)?)");

    private SavedImages() {}

    /**
     * What a file or folder holds.
     *
     * @param images those whose configuration can be read
     * @param problems what cannot be judged
     * @param notes what was left out since it is no image
     */
    public record Result(List<ImageFacts> images, List<Problem> problems, List<String> notes) {
        /** Copies the lists. */
        public Result {
            images = List.copyOf(images);
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /**
     * An image that cannot be judged as a whole.
     *
     * @param target which
     * @param why one sentence without a full stop
     */
    public record Problem(Target target, String why) {}

    /** Whether a folder is an OCI image layout. */
    public static boolean isLayout(Path folder) {
        return isFile(folder.resolve(LAYOUT)) && isFile(folder.resolve(OciIndex.NAME));
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether an archive is a saved image. What tells is how it begins; in one that is not
     * compressed, also whether it has a manifest somewhere.
     */
    public static boolean isArchive(Path file) {
        Inflated.Budget budget = new Inflated.Budget(INFLATED_BYTES_MAX);
        try (InputStream raw = Files.newInputStream(file)) {
            Optional<TarEntry> first = new TarReader(Inflated.of(raw, budget)).next();
            if (first.map(entry -> FIRST.matcher(LayerPath.of(entry.name())).matches())
                    .orElse(false)) {
                return true;
            }
        } catch (IOException e) {
            return false;
        }
        try (InputStream raw = Files.newInputStream(file)) {
            if (Inflated.isGzip(raw.readNBytes(2))) {
                return false;
            }
            try (Archive archive = new TarArchive(file, budget)) {
                return archive.size(DockerManifest.NAME).isPresent()
                        || archive.size(LAYOUT).isPresent();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads all images of an archive or a layout.
     *
     * @param path where it lies
     * @param name what it is called in reports
     */
    public static Result read(Path path, String name) {
        List<ImageFacts> images = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Inflated.Budget budget = new Inflated.Budget(INFLATED_BYTES_MAX);
        try (Archive archive = open(path, budget)) {
            List<ImageParts> all = parts(new Documents(archive), notes);
            ImageReader reader = new ImageReader(archive, name);
            Set<String> taken = new HashSet<>();
            for (ImageParts parts : all) {
                Target target = target(name, parts, all.size(), taken);
                try {
                    ImageReader.Read read = reader.read(target, parts);
                    images.add(read.facts());
                    read.problem().ifPresent(why -> problems.add(new Problem(target, why)));
                } catch (IOException e) {
                    problems.add(new Problem(target, Reason.of(e)));
                }
            }
            if (all.isEmpty()) {
                problems.add(whole(name, "it holds no image"));
            }
        } catch (IOException e) {
            problems.add(whole(name, Reason.of(e)));
        }
        notes.replaceAll(note -> name + ": " + note);
        return new Result(images, problems, notes);
    }

    private static Problem whole(String name, String why) {
        return new Problem(new Target(Target.Kind.IMAGE, name), why);
    }

    private static Archive open(Path path, Inflated.Budget budget) throws IOException {
        return Files.isDirectory(path)
                ? new FolderArchive(path, budget)
                : new TarArchive(path, budget);
    }

    /**
     * Both tables are read where there are two: no image hides in the one that is not looked at.
     */
    private static List<ImageParts> parts(Documents documents, List<String> notes)
            throws IOException {
        List<ImageParts> all = new ArrayList<>();
        boolean docker = documents.has(DockerManifest.NAME);
        if (docker) {
            DockerManifest.read(documents).forEach(each -> merge(all, each));
        }
        if (documents.has(OciIndex.NAME)) {
            OciIndex.Found found = OciIndex.read(documents);
            found.images().forEach(each -> merge(all, each));
            notes.addAll(found.notes());
        } else if (!docker) {
            throw new IOException(
                    documents.has("repositories")
                            ? "it was saved by a Docker older than 1.10. Instead: save it anew"
                            : "it is no saved image: there is no manifest.json and no index.json");
        }
        return all;
    }

    private static void merge(List<ImageParts> all, ImageParts image) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isSame(image)) {
                all.set(i, all.get(i).with(image));
                return;
            }
        }
        all.add(image);
    }

    /** One image is called as its file; several by their names, as skopeo writes them. */
    private static Target target(String name, ImageParts parts, int count, Set<String> taken) {
        String own = count == 1 ? name : name + ":" + shown(parts);
        String unique = own;
        for (int i = 2; !taken.add(unique); i++) {
            unique = own + " (" + i + ")";
        }
        return new Target(Target.Kind.IMAGE, unique);
    }

    private static String shown(ImageParts parts) {
        String name =
                parts.names().isEmpty()
                        ? parts.config().digest().map(Digest::shown).orElse(parts.config().name())
                        : parts.names().getFirst();
        return parts.platform().isEmpty() ? name : name + " " + parts.platform();
    }
}
