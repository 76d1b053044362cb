package io.jsec.daemon.edge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What this process ran out of, found in the causes of a failure. */
final class Shortage {
    /** What a client reads. */
    static final String SENTENCE =
            "the request refused: the engine has too many open files. Instead: again when other"
                    + " clients are gone, or a higher ulimit -Hn where the engine starts";

    private static final int DEPTH_MAX = 16;

    private Shortage() {}

    /** Whether it was descriptors: EMFILE, by its name or in the C library's words. */
    static boolean isOfDescriptors(Throwable failure) {
        @Nullable Throwable each = failure;
        for (int depth = 0; each != null && depth < DEPTH_MAX; depth++) {
            String message = String.valueOf(each.getMessage());
            if (message.toLowerCase(Locale.ROOT).contains("too many open files")
                    || message.contains("EMFILE")) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }
}
