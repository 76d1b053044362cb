package io.jsec.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What came out of unpacking a layer.
 *
 * @param entries how many members it had
 * @param bytes of files and of links, holes counted: the size that clients show
 * @param opaqueRoot whether it hides everything of the layers below it
 * @param notes what was left out, in sentences; the first ones where there are many
 */
record LayerReport(long entries, long bytes, boolean opaqueRoot, List<String> notes) {
    LayerReport {
        notes = List.copyOf(notes);
    }

    /** Sentences about what was left out, not more than a few. */
    static final class Notes {
        private static final int NOTES_MAX = 20;
        private final List<String> first = new ArrayList<>();
        private long more;

        void add(String note) {
            if (first.size() < NOTES_MAX) {
                first.add(note);
            } else {
                more++;
            }
        }

        List<String> all() {
            List<String> all = new ArrayList<>(first);
            if (more > 0) {
                all.add("and " + more + " more of this kind");
            }
            return all;
        }
    }
}
