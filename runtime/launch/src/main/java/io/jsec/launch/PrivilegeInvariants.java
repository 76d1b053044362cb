package io.jsec.launch;

/** Capabilities, Landlock and AppArmor: no more than the spec allows. */
final class PrivilegeInvariants {
    private PrivilegeInvariants() {}

    static void check(Examination on) {
        on.only(Step.Capabilities.class, (index, sets) -> capabilities(on, index, sets));
        landlock(on);
        appArmor(on);
    }

    private static void appArmor(Examination on) {
        boolean wanted = on.host().appArmor() && !on.spec().confinement().appArmorOff();
        int index = on.plan().indexOf(Step.AppArmor.class);
        on.require(
                wanted == (index >= 0),
                Rule.APPARMOR_PRESENT,
                index,
                wanted ? "the profile is missing" : "a profile nobody asked for");
        on.each(
                Step.AppArmor.class,
                (at, step) ->
                        on.require(
                                step.profile().equals(Confinement.PROFILE),
                                Rule.APPARMOR_PRESENT,
                                at,
                                "another profile than that of containers"));
    }

    private static void capabilities(Examination on, int index, Step.Capabilities sets) {
        long allowed = on.spec().confinement().bounding(on.spec().user()).bits();
        on.require(
                (sets.bounding() & ~allowed) == 0,
                Rule.BOUNDING_SET,
                index,
                "more than " + new CapabilitySet(allowed));
        long held = allowed;
        if (!on.spec().confinement().noNewPrivileges()
                && on.plan().indexOf(Step.Seccomp.class) >= 0) {
            held |= CapabilitySet.SYS_ADMIN.bits();
        }
        on.require(
                ((sets.permitted() | sets.effective()) & ~held) == 0,
                Rule.BOUNDING_SET,
                index,
                "the permitted or effective set holds more than " + new CapabilitySet(held));
        on.require(
                on.spec().user().root() || (sets.permitted() & allowed & ~sysAdmin(on)) == 0,
                Rule.BOUNDING_SET,
                index,
                "a user other than root holds capabilities");
        on.require(
                sets.inheritable() == 0 && sets.ambient() == 0,
                Rule.NO_INHERITED_CAPABILITIES,
                index,
                "they would reach every program the command starts");
    }

    private static long sysAdmin(Examination on) {
        return on.spec().confinement().noNewPrivileges() ? 0 : CapabilitySet.SYS_ADMIN.bits();
    }

    private static void landlock(Examination on) {
        boolean wanted = on.spec().confinement().landlock() && !on.spec().confinement().degrade();
        on.require(
                !wanted || on.plan().indexOf(Step.Landlock.class) >= 0,
                Rule.LANDLOCK_PRESENT,
                -1,
                "there are no rules");
        long nodes = LandlockRight.maskOf(LandlockRight.MAKE_CHAR, LandlockRight.MAKE_BLOCK);
        on.each(
                Step.Landlock.class,
                (index, landlock) -> {
                    on.require(
                            (landlock.handled() & nodes) == nodes
                                    && landlock.rules().stream()
                                            .allMatch(rule -> (rule.access() & nodes) == 0),
                            Rule.LANDLOCK_PRESENT,
                            index,
                            "a device node could be made");
                    boolean rootWritable =
                            landlock.rules().stream()
                                    .anyMatch(rule ->
                                            rule.path().equals("/")
                                                    && (rule.access()
                                                                    & LandlockRight.WRITE_FILE
                                                                            .bit())
                                                            != 0);
                    on.require(
                            !on.spec().root().readOnly() || !rootWritable,
                            Rule.LANDLOCK_PRESENT,
                            index,
                            "a read-only root could be written");
                });
    }
}
