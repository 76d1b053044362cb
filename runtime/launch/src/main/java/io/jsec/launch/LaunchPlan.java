package io.jsec.launch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A launch, as the steps jsec-launch carries out strictly in this order.
 *
 * @param steps at most {@link #STEPS_MAX}
 * @param warnings what this host cannot enforce and the user chose to go without; not part of the
 *     wire form
 */
public record LaunchPlan(List<Step> steps, List<String> warnings) {
    /** Steps the launcher takes. */
    public static final int STEPS_MAX = 1024;

    /** Bytes of the wire form the launcher takes. */
    public static final int PLAN_BYTES_MAX = 1 << 20;

    /** Copied and not too many. */
    public LaunchPlan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
        if (steps.size() > STEPS_MAX) {
            throw new IllegalArgumentException(steps.size() + " steps, over " + STEPS_MAX);
        }
    }

    /** A plan without warnings. */
    public LaunchPlan(List<Step> steps) {
        this(steps, List.of());
    }

    /** The steps of one kind, in order. */
    public <T extends Step> List<T> steps(Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The index of the first step of a kind, or −1. */
    public int indexOf(Class<? extends Step> kind) {
        return IntStream.range(0, steps.size())
                .filter(index -> kind.isInstance(steps.get(index)))
                .findFirst()
                .orElse(-1);
    }

    static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
