package io.jsec.journal;

import java.util.List;

/** What only the journal itself writes. */
sealed interface Own extends Entry {
    @Override
    default Identity who() {
        return Identity.ENGINE;
    }

    /**
     * An engine began to write.
     *
     * @param boot the id of the host's boot
     * @param session a number of this engine's, another at each start
     */
    record Start(Token boot, Token session, Token version) implements Own {}

    /** An engine ended in order. */
    record Stop(Token session) implements Own {}

    /**
     * The rest of a write that was cut off was removed at a start.
     *
     * @param file it was in
     * @param bytes how many
     * @param digest of them
     */
    record Cut(Token file, long bytes, Digest digest) implements Own {}

    /**
     * What an identity read in a minute.
     *
     * @param minute when it began
     * @param routes as {@code ROUTE:COUNT}
     */
    record Reads(Identity reader, Token minute, long count, List<String> routes) implements Own {
        public Reads {
            routes = List.copyOf(routes);
        }
    }

    /** Entries of one identity that were counted only, because it was over its budget. */
    record Limited(Identity over, Token since, Counts counts) implements Own {}

    /** Entries of anybody that could not be written. */
    record Dropped(Token since, Counts counts) implements Own {}
}
