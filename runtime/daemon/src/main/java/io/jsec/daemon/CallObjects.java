package io.jsec.daemon;

import io.jsec.journal.ObjectId;
import java.util.ArrayList;
import java.util.List;

/** The objects that one call names or makes, in the order they become known. */
final class CallObjects {
    private final List<ObjectId> ids = new ArrayList<>();

    /** Notes one; an empty name is none. */
    void add(ObjectId.Kind kind, String id) {
        if (!id.isEmpty()) {
            ObjectId object = ObjectId.of(kind, id);
            if (!ids.contains(object)) {
                ids.add(object);
            }
        }
    }

    /** Those that are known by now. */
    List<ObjectId> known() {
        return List.copyOf(ids);
    }
}
