package io.jsec.rules.catalogue.host;

import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A rule over some files; what is not there is not judged. */
abstract class FilesRule extends HostRule {
    private static final int OTHERS_WRITE = 0002;

    private final Set<Role> roles;

    FilesRule(RuleCard.Builder card, Set<Role> roles) {
        super(card);
        this.roles = Set.copyOf(roles);
    }

    @Override
    public final Verdict judge(HostFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        for (HostFile file : facts.files()) {
            if (roles.contains(file.role())) {
                verdicts.add(judge(facts, file));
            }
        }
        return Verdict.all(verdicts);
    }

    abstract Verdict judge(HostFacts facts, HostFile file);

    /** Broken where every account may write; who may write to a socket may connect (unix(7)). */
    static Verdict writableByAll(HostFile file) {
        return file.mode()
                .judge(
                        0,
                        (mode, at) ->
                                Verdict.failIf(
                                        (mode & OTHERS_WRITE) != 0,
                                        at,
                                        "%s has the mode %04o: every account may connect"
                                                .formatted(file.path(), mode)));
    }
}
