package io.jsec.audit.collect;

import io.jsec.audit.Unreadable;
import io.jsec.rules.Facts;
import java.util.List;

/**
 * What a collector found.
 *
 * @param facts to judge
 * @param unreadable targets that cannot be judged at all; where single settings are missing, the
 *     facts say unknown instead
 * @param notes what the reader should know, one sentence each
 */
public record Collected(List<Facts> facts, List<Unreadable> unreadable, List<String> notes) {
    /** Copies the lists. */
    public Collected {
        facts = List.copyOf(facts);
        unreadable = List.copyOf(unreadable);
        notes = List.copyOf(notes);
    }

    /** Facts, and nothing that could not be read. */
    public static Collected of(List<? extends Facts> facts) {
        return new Collected(List.copyOf(facts), List.of(), List.of());
    }
}
