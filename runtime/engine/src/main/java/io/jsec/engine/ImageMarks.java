package io.jsec.engine;

import io.jsec.image.Image;
import io.jsec.image.ImageException;
import io.jsec.image.ImageReference;
import io.jsec.image.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The labels and the name of an image that a client makes. */
final class ImageMarks {
    private ImageMarks() {}

    /**
     * The client's instructions, and behind them those that label the image with the scope.
     *
     * @param before labels of what the image is made from, which it keeps
     * @param after labels that the client's instructions leave
     * @throws EngineException for a label of the engine's own, or another value of the scope's
     */
    static List<String> changes(
            Access access,
            Map<String, String> before,
            Map<String, String> after,
            List<String> asked) {
        Access.checkReserved(after, before);
        access.checkScope(after);
        List<String> changes = new ArrayList<>(asked);
        if (access.isScoped()) {
            access.scope().forEach((key, value) -> changes.add(label(key, value)));
            if (!access.scope().containsKey(Access.MADE_IN)) {
                changes.add(label(Access.MADE_IN, access.text()));
            }
        }
        return changes;
    }

    private static String label(String key, String value) {
        return "LABEL \"" + key + "\"=\"" + value + "\"";
    }

    /**
     * Names an image that was just made, or takes it back where the name is that of an image the
     * client may not change.
     */
    static void name(ImageStore store, Image made, Optional<ImageReference> name, Access access) {
        if (name.isEmpty()) {
            return;
        }
        try {
            tag(store, made.id().toString(), name.orElseThrow(), access);
        } catch (EngineException e) {
            takeBack(store, made, e);
            throw e;
        }
    }

    private static void takeBack(ImageStore store, Image made, EngineException why) {
        try {
            store.remove(made.id().toString(), false, false);
        } catch (ImageException e) {
            why.addSuppressed(e);
        }
    }

    /** Gives an image a name that no image has which the client may not change. */
    static void tag(ImageStore store, String ref, ImageReference name, Access access) {
        try {
            store.tag(ref, name, loser -> access.made(loser.config().labels()));
        } catch (ImageException e) {
            if (e.kind() != ImageException.Kind.IN_USE) {
                throw StoredImages.engine(e);
            }
            throw EngineException.forbidden(
                    "JSEC-R-022",
                    "the name " + name.familiar(),
                    "an image outside of the scope " + access.text() + " has it",
                    "another name");
        }
    }
}
