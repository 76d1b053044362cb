package io.jsec.launch;

import java.util.List;
import java.util.Locale;

/** A plan as people read it: one line a step, in phases, each with its reason. */
public final class PlanText {
    private static final int NAME_WIDTH = 13;

    /** Parts of a launch, in order. */
    private enum Phase {
        OUTSIDE("outside the container"),
        NAMESPACES("namespaces and ids"),
        FILES("what it sees"),
        HIDDEN("what it does not see or change"),
        ROOT("its root"),
        KERNEL("settings of its own kernel namespaces"),
        PROCESS("the process");

        private final String title;

        Phase(String title) {
            this.title = title;
        }
    }

    private PlanText() {}

    /**
     * Every step, numbered from 1, under its phase; then the warnings. Lines end with a newline.
     */
    public static String render(LaunchPlan plan) {
        StringBuilder text = new StringBuilder(render(plan.steps()));
        for (String warning : plan.warnings()) {
            text.append("\nwarning: ").append(printable(warning)).append('\n');
        }
        return text.toString();
    }

    /** The same of a process that joins a container. */
    public static String render(ExecPlan plan) {
        return render(plan.steps());
    }

    private static String render(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        Phase phase = null;
        int number = 1;
        for (Step step : steps) {
            if (phaseOf(step) != phase) {
                phase = phaseOf(step);
                text.append(number == 1 ? "" : "\n").append(phase.title).append('\n');
            }
            text.append(String.format(Locale.ROOT, "%4d  %s\n", number++, line(step)));
        }
        return text.toString();
    }

    /** One step without its number. */
    public static String line(Step step) {
        String what = printable(StepText.of(step));
        String why = StepWhy.of(step);
        String name = (step.kind() + " ".repeat(NAME_WIDTH)).substring(0, NAME_WIDTH);
        String reason = why.isEmpty() ? "" : (what.isEmpty() ? "— " : "  — ") + why;
        return (name + " " + what + reason).stripTrailing();
    }

    /** The lines of all steps, without numbers. */
    static List<String> lines(LaunchPlan plan) {
        return plan.steps().stream().map(PlanText::line).toList();
    }

    /** Text of outsiders without what moves a terminal's cursor. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .forEach(letter -> {
                    boolean control =
                            Character.isISOControl(letter)
                                    || Character.getType(letter) == Character.FORMAT;
                    if (control) {
                        safe.append(String.format(Locale.ROOT, "\\u%04x", letter));
                    } else {
                        safe.appendCodePoint(letter);
                    }
                });
        return safe.toString();
    }

    private static Phase phaseOf(Step step) {
        return switch (step) {
            case Step.Cleanup _, Step.OomScore _, Step.AppArmor _, Step.Cgroup _ -> Phase.OUTSIDE;
            case Step.Share _, Step.Namespaces _, Step.IdMap _, Step.Join _ -> Phase.NAMESPACES;
            case Step.Overlay _,
                    Step.Mount _,
                    Step.Bind _,
                    Step.Device _,
                    Step.Symlink _,
                    Step.Directory _ ->
                    Phase.FILES;
            case Step.Mask _, Step.ReadOnly _ -> Phase.HIDDEN;
            case Step.Stdio _, Step.ReadOnlyRoot _, Step.PivotRoot _ -> Phase.ROOT;
            case Step.Hostname _, Step.LoopbackUp _, Step.Sysctl _, Step.Rlimit _ -> Phase.KERNEL;
            case Step.Landlock _,
                    Step.User _,
                    Step.Capabilities _,
                    Step.NoNewPrivs _,
                    Step.Seccomp _,
                    Step.Exec _ ->
                    Phase.PROCESS;
        };
    }
}
