package io.jsec.engine;

import java.util.List;

/**
 * A container's processes.
 *
 * @param titles of the columns
 * @param processes one row each
 */
public record TopView(List<String> titles, List<List<String>> processes) {
    /** Copied. */
    public TopView {
        titles = List.copyOf(titles);
        processes = processes.stream().map(List::copyOf).toList();
    }
}
