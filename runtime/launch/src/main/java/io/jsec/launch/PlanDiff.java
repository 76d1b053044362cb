package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * What differs between two plans, step by step: the longest run of equal steps stays, the others go
 * or come.
 */
public final class PlanDiff {
    private PlanDiff() {}

    /** A step that is in one plan only, or in both. */
    public sealed interface Change {
        /** The step. */
        Step step();

        /** In both. */
        record Same(Step step) implements Change {}

        /** In the first only. */
        record Gone(Step step) implements Change {}

        /** In the second only. */
        record Come(Step step) implements Change {}
    }

    /** Every step of both, in order. */
    public static List<Change> compare(LaunchPlan first, LaunchPlan second) {
        List<Step> old = first.steps();
        List<Step> now = second.steps();
        int[][] common = common(old, now);
        List<Change> changes = new ArrayList<>();
        int at = 0;
        int to = 0;
        while (at < old.size() || to < now.size()) {
            boolean both = at < old.size() && to < now.size();
            if (both && old.get(at).equals(now.get(to))) {
                changes.add(new Change.Same(old.get(at++)));
                to++;
            } else if (to >= now.size() || (both && common[at + 1][to] >= common[at][to + 1])) {
                changes.add(new Change.Gone(old.get(at++)));
            } else {
                changes.add(new Change.Come(now.get(to++)));
            }
        }
        return changes;
    }

    /** The steps that differ, one line each, "-" for gone and "+" for come; empty for none. */
    public static String render(LaunchPlan first, LaunchPlan second) {
        StringBuilder text = new StringBuilder();
        for (Change change : compare(first, second)) {
            switch (change) {
                case Change.Same _ -> {}
                case Change.Gone gone ->
                        text.append("- ").append(PlanText.line(gone.step())).append('\n');
                case Change.Come come ->
                        text.append("+ ").append(PlanText.line(come.step())).append('\n');
            }
        }
        return text.toString();
    }

    /** How many steps the rests of both lists have in common. */
    private static int[][] common(List<Step> old, List<Step> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int at = old.size() - 1; at >= 0; at--) {
            for (int to = now.size() - 1; to >= 0; to--) {
                common[at][to] =
                        old.get(at).equals(now.get(to))
                                ? common[at + 1][to + 1] + 1
                                : Math.max(common[at + 1][to], common[at][to + 1]);
            }
        }
        return common;
    }
}
