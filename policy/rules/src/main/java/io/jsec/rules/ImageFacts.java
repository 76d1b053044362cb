package io.jsec.rules;

import java.time.Instant;
import java.util.List;

/**
 * One image, of an engine or saved in a file.
 *
 * @param target the image by its name, or by its id where it has none
 * @param whole the place of the image as a whole
 * @param names names with tags
 * @param digests names with digests
 * @param created when it was built
 * @param bytes size in bytes
 * @param user {@code user[:group]}; absent is root
 * @param environment as {@code NAME=VALUE}
 * @param labels as {@code name=value}
 * @param ports exposed ones, as {@code 80/tcp}
 * @param volumes paths
 * @param healthcheck the command in words; {@code NONE} where it is switched off
 * @param entrypoint the words
 * @param command the words
 * @param history what built it, oldest first, as the engine keeps it
 * @param files those of its layers that matter; absent where nobody looked into the layers, unknown
 *     where they cannot be read
 * @param inUse whether a container was made of it; unknown for saved ones
 */
public record ImageFacts(
        Target target,
        SourceLocation whole,
        List<String> names,
        List<String> digests,
        Fact<Instant> created,
        Fact<Long> bytes,
        Fact<String> user,
        Fact<List<Located<String>>> environment,
        Fact<List<Located<String>>> labels,
        Fact<List<Located<String>>> ports,
        Fact<List<Located<String>>> volumes,
        Fact<String> healthcheck,
        Fact<List<Located<String>>> entrypoint,
        Fact<List<Located<String>>> command,
        Fact<List<Located<String>>> history,
        Fact<List<ImageFile>> files,
        Fact<Boolean> inUse)
        implements Facts {
    /** Copies the lists. */
    public ImageFacts {
        names = List.copyOf(names);
        digests = List.copyOf(digests);
    }

    /**
     * A file of a layer that a rule may have something to say about: one with setuid or setgid, one
     * that everybody may write, one with a name of {@link SensitiveFile} or a private key.
     *
     * @param path absolute; that of a folder ends with a slash
     * @param mode permission bits with setuid, setgid and sticky
     * @param uid its owner
     * @param gid its group
     * @param bytes its size
     * @param layer digest of the layer that has it
     * @param deleted whether a later layer takes it away, so that it is in the image but unseen
     * @param head the first bytes as text where they are looked at, else empty
     */
    public record ImageFile(
            String path,
            int mode,
            long uid,
            long gid,
            long bytes,
            String layer,
            boolean deleted,
            String head) {}
}
