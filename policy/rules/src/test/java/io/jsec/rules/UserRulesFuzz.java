package io.jsec.rules;

import io.jsec.rules.cel.ExpressionCache;
import io.jsec.rules.cel.UserRules;
import java.util.List;
import java.util.Map;

/** Any file with rules of a user is read, or each of its defects has a place. */
public final class UserRulesFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    rules:
                      - id: OURS-1
                        kind: container
                        severity: high
                        title: no root
                        why: it is ours
                        fix: set a user
                        when: c.user != ""
                        deny: c.user.startsWith("0") || c.env.exists(e, e.matches("^A.*"))
                        message: '"runs as " + c.user'
                        at: user
                        mappings: {cis-docker-1.6: ["4.1"]}
                    """,
                    "rules:\n- {id: A-1, kind: daemon, severity: low, title: t, why: w, fix: f,"
                            + " deny: \"d.icc\"}\n- {id: A-1}\n",
                    "rules: [{deny: \"[1,2].map(x, x*x).size() > 1 ? true : has(a.b)\"}]\n");

    private UserRulesFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        UserRules.Loaded loaded = UserRules.load(Map.of("rules.yaml", data), ExpressionCache.NONE);
        loaded.defects().forEach(defect -> Places.refused(defect, data));
    }
}
