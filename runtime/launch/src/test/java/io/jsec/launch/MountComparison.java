package io.jsec.launch;

import io.jsec.launch.ProcReader.MountLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Mounts of a started container, held against its plan in both directions: everything planned is
 * there with its flags, and nothing is there that was not planned.
 */
final class MountComparison {
    private final LaunchPlan plan;
    private final Map<String, MountLine> seen = new LinkedHashMap<>();
    private final Set<String> explained = new HashSet<>();
    private final List<String> differences = new ArrayList<>();

    private MountComparison(LaunchPlan plan, List<MountLine> lines) {
        this.plan = plan;
        lines.forEach(line -> seen.put(line.target(), line));
    }

    static List<String> compare(LaunchPlan plan, List<MountLine> lines) {
        MountComparison comparison = new MountComparison(plan, lines);
        comparison.root();
        plan.steps(Step.Mount.class).forEach(comparison::mount);
        plan.steps(Step.Bind.class).forEach(comparison::bind);
        plan.steps(Step.Device.class).forEach(comparison::device);
        plan.steps(Step.Mask.class).forEach(comparison::mask);
        plan.steps(Step.ReadOnly.class).forEach(comparison::readOnly);
        comparison.nothingElse();
        return comparison.differences;
    }

    private void root() {
        long flags = plan.steps(Step.Overlay.class).getFirst().flags();
        long attributes = 0;
        attributes |= (flags & Step.Overlay.NOSUID) != 0 ? MountAttribute.NOSUID.bit() : 0;
        attributes |= (flags & Step.Overlay.NODEV) != 0 ? MountAttribute.NODEV.bit() : 0;
        attributes |=
                plan.steps(Step.ReadOnlyRoot.class).isEmpty() ? 0 : MountAttribute.RDONLY.bit();
        check("/", "overlay", attributes, true);
    }

    private void mount(Step.Mount mount) {
        MountLine line = seen.get(mount.target());
        if (line != null || (mount.how() & Step.Mount.OPTIONAL) == 0) {
            check(mount.target(), mount.type(), mount.flags(), true);
        }
        if (line != null && mount.type().equals("tmpfs")) {
            mount.options().stream()
                    .filter(option -> option.key().equals("size"))
                    .forEach(option -> {
                        String size = "size=" + Long.parseLong(option.value()) / 1024 + "k";
                        differ(
                                line.superOptions().contains(size),
                                mount.target() + " is not of " + size + ": " + line);
                    });
        }
    }

    /** A bind has at least its flags: those of the source's mount come along. */
    private void bind(Step.Bind bind) {
        if (seen.containsKey(bind.target()) || (bind.how() & Step.Bind.OPTIONAL) == 0) {
            check(bind.target(), "", bind.attributes(), false);
        }
    }

    private void device(Step.Device device) {
        long flags = MountAttribute.maskOf(MountAttribute.NOSUID, MountAttribute.NOEXEC);
        check(device.target(), "", flags, false);
    }

    /** A mask that is there hides: the null device, or an empty read-only directory. */
    private void mask(Step.Mask mask) {
        MountLine line = seen.get(mask.path());
        if (line != null) {
            explained.add(mask.path());
            boolean empty = line.type().equals("tmpfs") && line.options().contains("ro");
            differ(empty || line.type().equals("devtmpfs"), mask.path() + " shows: " + line);
        }
    }

    private void readOnly(Step.ReadOnly step) {
        MountLine line = seen.get(step.path());
        if (line != null) {
            explained.add(step.path());
            differ(line.options().contains("ro"), step.path() + " is writable: " + line);
        }
    }

    private void check(String target, String type, long attributes, boolean exactly) {
        explained.add(target);
        MountLine line = seen.get(target);
        if (line == null) {
            differences.add(target + " is not mounted");
            return;
        }
        differ(type.isEmpty() || line.type().equals(type), target + " is no " + type + ": " + line);
        long wanted = attributes | (coveredReadOnly(target) ? MountAttribute.RDONLY.bit() : 0);
        for (MountAttribute attribute : MountAttribute.values()) {
            String name =
                    attribute == MountAttribute.RDONLY
                            ? "ro"
                            : attribute.name().toLowerCase(java.util.Locale.ROOT);
            boolean is = line.options().contains(name);
            differ(
                    is == attribute.in(wanted) || (is && !exactly),
                    target + " should " + (is ? "not " : "") + "be " + name + ": " + line);
        }
    }

    private boolean coveredReadOnly(String target) {
        return plan.steps(Step.ReadOnly.class).stream()
                .anyMatch(step -> SpecPaths.within(target, step.path()));
    }

    /** What lies below a recursive bind came with it; a terminal adds its console. */
    private void nothingElse() {
        for (MountLine line : seen.values()) {
            boolean below =
                    plan.steps(Step.Bind.class).stream()
                            .anyMatch(bind -> SpecPaths.within(line.target(), bind.target()));
            boolean console =
                    line.target().equals("/dev/console")
                            && (plan.steps(Step.Stdio.class).getFirst().mode() & 2) != 0;
            differ(
                    explained.contains(line.target()) || below || console,
                    line.target() + " was not planned: " + line);
        }
    }

    private void differ(boolean holds, String difference) {
        if (!holds) {
            differences.add(difference);
        }
    }
}
