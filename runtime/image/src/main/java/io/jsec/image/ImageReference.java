package io.jsec.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image in full: {@code docker.io/library/busybox:latest}, or with a digest in place
 * of the tag.
 *
 * @param domain the registry, {@code docker.io} or {@code host:5000}
 * @param path within the registry, {@code library/busybox}
 * @param tag absent where there is only a digest, or only a name
 * @param digest of the manifest
 * @see <a href="https://github.com/distribution/reference">distribution/reference</a>, the grammar
 */
public record ImageReference(
        String domain, String path, Optional<String> tag, Optional<ImageDigest> digest) {
    private static final int NAME_CHARS_MAX = 255;
    private static final String HUB = "docker.io";
    private static final String OLD_HUB = "index.docker.io";
    private static final String OFFICIAL = "library/";
    private static final String DEFAULT_TAG = "latest";

    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
                            + "(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*"
                            + "|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?");
    private static final Pattern PATH =
            Pattern.compile(
                    "[a-z0-9]++(?:(?:\\.|_|__|-++)[a-z0-9]++)*+"
                            + "(?:/[a-z0-9]++(?:(?:\\.|_|__|-++)[a-z0-9]++)*+)*+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern HEX_ID = Pattern.compile("[a-f0-9]{64}");

    /**
     * Reads what a user types; a name without a tag and digest stays without.
     *
     * @throws ImageException BAD_PARAMETER, in the words that clients know
     */
    public static ImageReference parse(String typed) {
        String rest = typed;
        Optional<ImageDigest> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(digest(rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            String text = rest.substring(colon + 1);
            if (!TAG.matcher(text).matches()) {
                throw malformed();
            }
            tag = Optional.of(text);
            rest = rest.substring(0, colon);
        }
        return named(rest, tag, digest);
    }

    /** As {@link #parse}, and a name alone means the tag {@code latest}. */
    public static ImageReference parseTagged(String typed) {
        ImageReference reference = parse(typed);
        return reference.tag.isEmpty() && reference.digest.isEmpty()
                ? reference.withTag(DEFAULT_TAG)
                : reference;
    }

    private static ImageReference named(
            String name, Optional<String> tag, Optional<ImageDigest> digest) {
        if (HEX_ID.matcher(name).matches()) {
            throw ImageException.said(
                    ImageException.Kind.BAD_PARAMETER,
                    "invalid repository name ("
                            + name
                            + "), cannot specify 64-byte hexadecimal strings");
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean domain =
                first.contains(".")
                        || first.contains(":")
                        || first.equals("localhost")
                        || !first.equals(first.toLowerCase(Locale.ROOT));
        String registry = domain ? first : HUB;
        String path = domain ? name.substring(slash + 1) : name;
        if (registry.equals(OLD_HUB)) {
            registry = HUB;
        }
        if (registry.equals(HUB) && path.indexOf('/') < 0) {
            path = OFFICIAL + path;
        }
        if (!path.equals(path.toLowerCase(Locale.ROOT))) {
            throw ImageException.said(
                    ImageException.Kind.BAD_PARAMETER,
                    "invalid reference format: repository name (" + path + ") must be lowercase");
        }
        if (path.length() + registry.length() + 1 > NAME_CHARS_MAX) {
            throw ImageException.said(
                    ImageException.Kind.BAD_PARAMETER,
                    "repository name must not be more than " + NAME_CHARS_MAX + " characters");
        }
        if (!DOMAIN.matcher(registry).matches() || !PATH.matcher(path).matches()) {
            throw malformed();
        }
        return new ImageReference(registry, path, tag, digest);
    }

    private static ImageDigest digest(String text) {
        try {
            return ImageDigest.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static ImageException malformed() {
        return ImageException.said(ImageException.Kind.BAD_PARAMETER, "invalid reference format");
    }

    /** The same name with a tag and no digest. */
    public ImageReference withTag(String newTag) {
        return new ImageReference(domain, path, Optional.of(newTag), Optional.empty());
    }

    /** The same name with a digest and no tag. */
    public ImageReference withDigest(ImageDigest newDigest) {
        return new ImageReference(domain, path, Optional.empty(), Optional.of(newDigest));
    }

    /** Registry and path, {@code docker.io/library/busybox}. */
    public String repository() {
        return domain + "/" + path;
    }

    /** As people write it: {@code busybox:latest}. */
    public String familiar() {
        return familiarName() + suffix();
    }

    /** The name as people write it, without tag and digest. */
    public String familiarName() {
        if (!domain.equals(HUB)) {
            return repository();
        }
        boolean official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
        return official ? path.substring(OFFICIAL.length()) : path;
    }

    /** Whether it names neither tag nor digest. */
    public boolean isNameOnly() {
        return tag.isEmpty() && digest.isEmpty();
    }

    private String suffix() {
        return tag.map(text -> ":" + text).orElse("") + digest.map(value -> "@" + value).orElse("");
    }

    /** In full: the form that {@link #parse} takes to the same reference. */
    @Override
    public String toString() {
        return repository() + suffix();
    }
}
