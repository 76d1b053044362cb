package io.jsec.rules.compose;

import io.jsec.rules.Evidence;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a project, once for each place, and what it needs from outside the tree. */
final class Problems {
    private final List<Evidence> found = new ArrayList<>();
    private final List<Evidence> needs = new ArrayList<>();
    private final Set<Object> places = new HashSet<>();

    /**
     * Something that compose refuses, or reads otherwise than meant; the first of a place stays.
     */
    void add(SourceLocation at, String message) {
        if (places.add(at.hasRegion() ? at : message)) {
            found.add(Evidence.of(at, message));
        }
    }

    /** Something that whoever starts the project has to give. */
    void need(SourceLocation at, String message) {
        Evidence evidence = Evidence.of(at, message);
        if (places.add(evidence)) {
            needs.add(evidence);
        }
    }

    /** What is wrong, in the order in which it was found. */
    List<Evidence> found() {
        return List.copyOf(found);
    }

    /** What is needed. */
    List<Evidence> needs() {
        return List.copyOf(needs);
    }
}
