package io.jsec.cli.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which ids the engine has, or would get. Pure. */
final class EngineIdsChoice {
    private EngineIdsChoice() {}

    /**
     * Keeps what is there: on disk, files are numbered from the range's first id.
     *
     * @param free a system id that is free, for a new user
     */
    static EngineIds choose(SetupFacts facts, SetupOptions options, long free) {
        Optional<Account> user = find(facts.users());
        user.ifPresent(EngineIdsChoice::checkUser);
        long uid = user.map(Account::uid).orElse(free);
        long gid =
                user.map(Account::gid)
                        .or(() -> find(facts.groups()).map(Account::gid))
                        .orElse(free);
        Optional<SubordinateRange> range =
                facts.subuids().stream()
                        .filter(line -> line.user().equals(Layout.USER))
                        .findFirst();
        return range.isPresent()
                ? kept(facts, options, uid, gid, range.get())
                : fresh(facts, options, uid, gid);
    }

    private static Optional<Account> find(List<Account> accounts) {
        return accounts.stream().filter(each -> each.name().equals(Layout.USER)).findFirst();
    }

    private static void checkUser(Account user) {
        if (user.uid() == 0 || user.gid() == 0) {
            throw SetupException.refused(
                    "setup", "the user jsec exists and is root", "userdel jsec");
        }
        if (!user.shell().endsWith("/nologin") && !user.shell().endsWith("/false")) {
            throw SetupException.refused(
                    "setup",
                    "a user jsec exists who can log in (" + user.shell() + ")",
                    "usermod --shell /usr/sbin/nologin --home /var/lib/jsec jsec");
        }
    }

    private static EngineIds fresh(SetupFacts facts, SetupOptions options, long uid, long gid) {
        int slots = options.slots().orElse(SetupOptions.SLOTS_DEFAULT);
        long count = SubordinateRange.idsFor(slots);
        long first =
                SubordinateRange.free(taken(facts), facts.subLowest(), facts.subHighest(), count);
        if (first < 0) {
            throw SetupException.refused(
                    "setup",
                    "no " + count + " free subordinate ids follow each other",
                    "jsec setup --slots 8");
        }
        return new EngineIds(uid, gid, first, slots);
    }

    private static EngineIds kept(
            SetupFacts facts, SetupOptions options, long uid, long gid, SubordinateRange range) {
        int there = SubordinateRange.slots(range.count());
        int slots = options.slots().orElse(Math.max(there, 1));
        if (slots < there) {
            throw SetupException.refused(
                    "--slots " + slots,
                    "jsec has " + there + " and fewer would take ids from what runs",
                    "jsec setup --undo, then jsec setup --slots " + slots);
        }
        long end = range.first() + SubordinateRange.idsFor(slots);
        boolean blocked =
                taken(facts).stream()
                        .filter(other -> !other.user().equals(Layout.USER))
                        .anyMatch(other -> other.overlaps(range.first(), end));
        if (blocked || end > facts.subHighest()) {
            throw SetupException.refused(
                    "--slots " + slots,
                    "the ids from " + range.end() + " on are not free",
                    "jsec setup --undo, then jsec setup --slots " + slots);
        }
        return new EngineIds(uid, gid, range.first(), slots);
    }

    private static List<SubordinateRange> taken(SetupFacts facts) {
        List<SubordinateRange> taken = new ArrayList<>(facts.subuids());
        taken.addAll(facts.subgids());
        facts.users().forEach(user -> taken.add(new SubordinateRange("account", user.uid(), 1)));
        facts.groups().forEach(group -> taken.add(new SubordinateRange("account", group.gid(), 1)));
        return taken;
    }
}
