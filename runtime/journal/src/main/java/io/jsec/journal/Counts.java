package io.jsec.journal;

/** How many entries of each kind were not written one by one. */
record Counts(long intents, long mutations, long decisions, long reads, long others) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts plus(Entry entry) {
        return switch (entry) {
            case Entry.Intent _ -> new Counts(intents + 1, mutations, decisions, reads, others);
            case Entry.Mutation _ -> new Counts(intents, mutations + 1, decisions, reads, others);
            case Entry.Decision _ -> new Counts(intents, mutations, decisions + 1, reads, others);
            case Own.Reads each ->
                    new Counts(intents, mutations, decisions, reads + each.count(), others);
            case Own.Limited each -> plus(each.counts());
            case Own.Dropped each -> plus(each.counts());
            case Entry.Launch _,
                    Entry.Certificate _,
                    Entry.Handshakes _,
                    Own.Start _,
                    Own.Stop _,
                    Own.Cut _ ->
                    new Counts(intents, mutations, decisions, reads, others + 1);
        };
    }

    Counts plus(Counts more) {
        return new Counts(
                intents + more.intents,
                mutations + more.mutations,
                decisions + more.decisions,
                reads + more.reads,
                others + more.others);
    }
}
