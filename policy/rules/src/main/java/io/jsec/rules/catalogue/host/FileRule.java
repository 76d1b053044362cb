package io.jsec.rules.catalogue.host;

import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A rule over owners and modes of some files; what is not there is not judged. */
abstract class FileRule extends HostRule {
    private final Set<Role> roles;
    private final int modeMax;
    private final Set<String> groups;

    /**
     * A rule.
     *
     * @param modeMax the permission bits that may be set
     * @param groups that may own the files; their owner is root
     */
    FileRule(RuleCard.Builder card, Set<Role> roles, int modeMax, Set<String> groups) {
        super(card);
        this.roles = Set.copyOf(roles);
        this.modeMax = modeMax;
        this.groups = Set.copyOf(groups);
    }

    @Override
    public final Verdict judge(HostFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        for (HostFile file : facts.files()) {
            if (roles.contains(file.role())) {
                verdicts.add(owner(file));
                verdicts.add(mode(file));
            }
        }
        return Verdict.all(verdicts);
    }

    private Verdict owner(HostFile file) {
        if (file.owner() instanceof Fact.Unknown<String>(String why)) {
            return new Verdict.Unknown(why);
        }
        String owner = file.owner().orElse("root");
        String group = file.group().orElse("root");
        boolean right = owner.equals("root") && groups.contains(group);
        return Verdict.failIf(
                !right,
                SourceLocation.whole(file.path()),
                file.path() + " belongs to " + owner + ":" + group);
    }

    private Verdict mode(HostFile file) {
        return file.mode()
                .judge(
                        0,
                        (mode, at) -> {
                            int excess = mode & ~modeMax;
                            return excess == 0
                                    ? Verdict.pass()
                                    : Verdict.failing(List.of(excess(file, mode, at)));
                        });
    }

    private Evidence excess(HostFile file, int mode, SourceLocation at) {
        String message =
                "%s has the mode %04o, at most %04o is needed"
                        .formatted(file.path(), mode, modeMax);
        // A socket gets its mode from who listens on it, at every start anew.
        boolean socket = file.role() == Role.ENGINE_SOCKET || file.role() == Role.CONTAINERD_SOCKET;
        Edit tighter = new Edit.SetMode(file.path(), mode & modeMax);
        return new Evidence(at, message, socket ? List.of() : List.of(tighter));
    }
}
