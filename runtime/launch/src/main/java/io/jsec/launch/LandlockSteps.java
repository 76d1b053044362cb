package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Landlock: no device node is made anywhere; on a read-only root, nothing is written but where a
 * writable mount was asked for.
 *
 * <p>Rights add up along a path, so that what "/" grants holds for /proc and /sys too: with a
 * writable root their being read-only rests on their mounts; with a read-only one they are not
 * written at all. No scopes: a process that joins the container later would get a domain beside
 * this one, not inside it. REFER, TRUNCATE and IOCTL_DEV are handled because they are granted: not
 * handled, REFER forbids every rename into another directory (landlock(7)).
 */
final class LandlockSteps {
    /** Below it every rename into another directory fails, and package managers with it. */
    private static final int ABI_MIN = 2;

    private static final long DEVICE_NODES =
            LandlockRight.maskOf(LandlockRight.MAKE_CHAR, LandlockRight.MAKE_BLOCK);
    private static final long READING =
            LandlockRight.maskOf(
                    LandlockRight.EXECUTE, LandlockRight.READ_FILE, LandlockRight.READ_DIR);

    private LandlockSteps() {}

    static void add(PlanDraft draft) {
        if (!draft.spec().confinement().landlock()) {
            return;
        }
        int abi = draft.host().landlockAbi();
        if (abi < ABI_MIN) {
            draft.unenforceable(
                    Rule.LANDLOCK_MISSING,
                    "confinement by Landlock",
                    abi == 0
                            ? "this kernel runs without it"
                            : "this kernel's Landlock forbids every rename between directories",
                    "a kernel of 5.19 or newer with lsm=landlock,…; or "
                            + "--security-opt jsec.landlock=off");
            return;
        }
        long handled = LandlockRight.knownTo(abi);
        long everything = handled & ~DEVICE_NODES;
        draft.add(new Step.Landlock(handled, rules(draft.spec(), everything, handled)));
    }

    private static List<Step.LandlockRule> rules(
            ContainerSpec spec, long everything, long handled) {
        if (!spec.root().readOnly()) {
            return List.of(new Step.LandlockRule("/", everything));
        }
        long reading = (READING | LandlockRight.IOCTL_DEV.bit()) & handled;
        List<Step.LandlockRule> rules = new ArrayList<>();
        rules.add(new Step.LandlockRule("/", reading));
        rules.add(new Step.LandlockRule("/dev", everything));
        spec.mounts().stream()
                .filter(mount -> !mount.readOnly())
                .filter(mount -> !SpecPaths.within(mount.target(), "/dev"))
                .forEach(mount -> rules.add(new Step.LandlockRule(mount.target(), everything)));
        return rules;
    }
}
