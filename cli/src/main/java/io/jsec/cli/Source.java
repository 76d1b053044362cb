package io.jsec.cli;

import io.jsec.image.ImageConfig;
import io.jsec.image.ImageException;
import io.jsec.image.ProbeImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container is made from: a directory, or the one image that is known without an engine.
 *
 * @param rootfs the root file system
 * @param words the command, with the image's entrypoint before it
 * @param env the image's variables, {@code NAME=VALUE}
 */
record Source(Path rootfs, List<String> words, List<String> env) {
    private static final List<String> PROBE_NAMES = List.of("jsec/probe", ProbeImage.NAME);

    Source {
        words = List.copyOf(words);
        env = List.copyOf(env);
    }

    /**
     * The source a command line names.
     *
     * @param store where the embedded image is unpacked
     */
    static Source of(RunOptions options, Environment environment, Path store) {
        String typed = options.rootfs;
        if (typed != null) {
            return new Source(Rootfs.check(typed, environment, store), options.words, List.of());
        }
        if (options.words.isEmpty()) {
            throw CliException.refused(
                    Code.USAGE,
                    "jsec run",
                    "neither an image nor a root file system is named",
                    "jsec run --rootfs DIR CMD, or jsec run jsec/probe");
        }
        String image = options.words.getFirst();
        if (!PROBE_NAMES.contains(image)) {
            throw CliException.refused(
                    Code.IMAGE,
                    "image " + image,
                    "this command knows only the embedded image jsec/probe and pulls nothing",
                    "jsec run --rootfs DIR CMD with an unpacked root file system");
        }
        return probe(options, store);
    }

    private static Source probe(RunOptions options, Path store) {
        ImageConfig config = ProbeImage.config();
        List<String> words = new ArrayList<>();
        if (options.entrypoint == null) {
            words.addAll(config.entrypoint());
        }
        words.addAll(options.words.subList(1, options.words.size()));
        try {
            Path rootfs = ProbeImage.ensureRootfs(store, Distribution.here().probe());
            return new Source(rootfs, words, config.env());
        } catch (ImageException e) {
            throw CliException.failed(
                    Code.IMAGE,
                    "unpacking jsec/probe",
                    String.valueOf(e.getMessage()),
                    "as it says");
        }
    }
}
