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
import java.util.List;
import java.util.Set;

/**
 * A rule over owners and modes of files that are root's. Their group does not matter: what it may
 * do is said by the mode.
 */
abstract class FileRule extends FilesRule {
    private static final int PERMISSIONS = 0777;

    private final int modeMax;

    /**
     * A rule.
     *
     * @param modeMax the permission bits that may be set
     */
    FileRule(RuleCard.Builder card, Set<Role> roles, int modeMax) {
        super(card, roles);
        this.modeMax = modeMax;
    }

    @Override
    final Verdict judge(HostFacts facts, HostFile file) {
        return Verdict.all(List.of(owner(file), mode(file)));
    }

    private static Verdict owner(HostFile file) {
        if (file.owner() instanceof Fact.Unknown<String>(String why)) {
            return new Verdict.Unknown(why);
        }
        String owner = file.owner().orElse("root");
        return Verdict.failIf(
                !owner.equals("root"),
                SourceLocation.whole(file.path()),
                file.path() + " belongs to " + owner);
    }

    private Verdict mode(HostFile file) {
        return file.mode()
                .judge(
                        0,
                        (mode, at) -> {
                            int excess = mode & PERMISSIONS & ~modeMax;
                            return excess == 0
                                    ? Verdict.pass()
                                    : Verdict.failing(
                                            List.of(excess(file, mode, mode & ~excess, at)));
                        });
    }

    private static Evidence excess(HostFile file, int mode, int enough, SourceLocation at) {
        String message =
                "%s has the mode %04o, %04o is enough".formatted(file.path(), mode, enough);
        return new Evidence(at, message, List.of(new Edit.SetMode(file.path(), enough)));
    }
}
