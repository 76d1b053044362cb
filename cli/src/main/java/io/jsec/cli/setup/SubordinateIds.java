package io.jsec.cli.setup;

import java.util.List;

/**
 * The engine's subordinate user and group ids: one range, the same numbers in both files.
 *
 * @param user whose
 * @param first the first id
 * @param count how many
 */
record SubordinateIds(String user, long first, long count) implements Change {
    @Override
    public String key() {
        return "subordinate-ids " + user;
    }

    @Override
    public String words() {
        return "give "
                + user
                + " the subordinate ids "
                + first
                + " to "
                + (first + count - 1)
                + " in /etc/subuid and /etc/subgid: "
                + SubordinateRange.slots(count)
                + " slots of 65536 and the store's own";
    }

    @Override
    public boolean holds(SetupHost host) {
        SubordinateRange wanted = new SubordinateRange(user, first, count);
        return ours(host, Kind.UID).equals(List.of(wanted))
                && ours(host, Kind.GID).equals(List.of(wanted));
    }

    private List<SubordinateRange> ours(SetupHost host, Kind kind) {
        return SubordinateRange.parse(host.read(kind.file).orElse("")).stream()
                .filter(range -> range.user().equals(user))
                .toList();
    }

    @Override
    public String before(SetupHost host) {
        List<SubordinateRange> ranges = ours(host, Kind.UID);
        if (ranges.isEmpty()) {
            return ABSENT;
        }
        return ranges.getFirst().first() + ":" + ranges.getFirst().count();
    }

    @Override
    public void apply(SetupHost host, String before) {
        replace(host, List.of(new SubordinateRange(user, first, count)));
    }

    private void replace(SetupHost host, List<SubordinateRange> wanted) {
        for (Kind kind : Kind.values()) {
            List<SubordinateRange> there = ours(host, kind);
            for (SubordinateRange range : there) {
                if (!wanted.contains(range)) {
                    usermod(host, "--del-" + kind.option, range);
                }
            }
            for (SubordinateRange range : wanted) {
                if (!there.contains(range)) {
                    usermod(host, "--add-" + kind.option, range);
                }
            }
        }
    }

    private void usermod(SetupHost host, String option, SubordinateRange range) {
        host.must(List.of("usermod", option, range.first() + "-" + (range.end() - 1), user));
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (Account.users(host.read("/etc/passwd").orElse("")).stream()
                .noneMatch(account -> account.name().equals(user))) {
            return;
        }
        replace(
                host,
                before.equals(ABSENT) ? List.of() : SubordinateRange.parse(user + ":" + before));
    }

    private enum Kind {
        UID("/etc/subuid", "subuids"),
        GID("/etc/subgid", "subgids");

        final String file;
        final String option;

        Kind(String file, String option) {
            this.file = file;
            this.option = option;
        }
    }
}
