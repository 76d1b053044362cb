package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every profile that ships. */
class ShippedProfileTest {
    /** The instructions of moby's default in another compiler number 992; the target is small. */
    private static final int INSTRUCTIONS_MAX = 220;

    private static final List<Long> TELLING =
            List.of(
                    0L,
                    1L,
                    2L,
                    3L,
                    4L,
                    8L,
                    9L,
                    10L,
                    15L,
                    16L,
                    17L,
                    38L,
                    40L,
                    0x5411L,
                    0x5412L,
                    0x541cL,
                    0x5423L,
                    0x80L,
                    0x20000L,
                    0x20008L,
                    0x10000000L,
                    0x3d0f00L,
                    0x7e020000L,
                    0xffffffffL);

    @Test
    void people_choose_them_by_name() {
        assertThat(ShippedProfile.named("hardened")).hasValue(ShippedProfile.HARDENED);
        assertThat(ShippedProfile.named("docker")).hasValue(ShippedProfile.DOCKER);
        for (String other : List.of("", "Docker", "dockr", "docker ", "unconfined", "builtin")) {
            assertThat(ShippedProfile.named(other)).as(other).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_names_every_system_call_of_both_architectures(ShippedProfile profile) {
        Set<String> named = new HashSet<>();
        profile.profile().syscalls().forEach(rule -> named.addAll(rule.names()));
        for (Architecture architecture : Architecture.values()) {
            assertThat(named).containsAll(SyscallTable.of(architecture).names());
        }
        assertThat(SyscallTable.allNames()).containsAll(named);
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_says_why_it_is_there(ShippedProfile profile) {
        assertThat(profile.profile().syscalls())
                .allSatisfy(rule -> assertThat(rule.comment()).hasSizeGreaterThan(20).endsWith("."))
                .extracting(SyscallRule::comment)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void the_instructions_that_were_reviewed_are_those_it_compiles_to(ShippedProfile profile) {
        for (Architecture architecture : Architecture.values()) {
            Golden.assertResource(
                    ShippedPrograms.fileName(profile, architecture),
                    ShippedPrograms.write(
                            profile, compile(profile, architecture, Set.of()), architecture));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_reviewed_instructions_are_those_a_container_gets(ShippedProfile profile) {
        for (Architecture architecture : Architecture.values()) {
            CompileTarget target =
                    new CompileTarget(architecture, Set.of("CAP_CHOWN", "CAP_SETUID"), 5, 13);
            assertThat(profile.program(target)).isEqualTo(compile(profile, architecture, Set.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_program_for_every_set_of_opening_capabilities_is_the_compiled_one(
            ShippedProfile profile) {
        for (Set<String> opening : openingSets()) {
            Set<String> capabilities = new HashSet<>(opening);
            capabilities.add("CAP_CHOWN");
            CompileTarget target = new CompileTarget(Architecture.X86_64, capabilities, 6, 1);
            assertThat(profile.program(target))
                    .isEqualTo(SeccompCompiler.compile(profile.profile(), target))
                    .isEqualTo(profile.program(target));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_opening_capabilities_are_those_its_rules_speak_of(ShippedProfile profile) {
        Set<String> spoken = new HashSet<>();
        for (SyscallRule rule : profile.profile().syscalls()) {
            spoken.addAll(rule.includes().caps());
            spoken.addAll(rule.excludes().caps());
            assertThat(rule.includes().minKernel()).isEmpty();
            assertThat(rule.excludes().minKernel()).isEmpty();
        }
        assertThat(spoken).isEqualTo(ShippedPrograms.OPENING_CAPABILITIES);
    }

    @ParameterizedTest
    @EnumSource
    void its_decisions_are_those_that_were_reviewed(ShippedProfile profile) {
        for (Architecture architecture : Architecture.values()) {
            Golden.assertEqual(
                    "%s-%s.calls.txt"
                            .formatted(
                                    profile.word(), architecture.name().toLowerCase(Locale.ROOT)),
                    decisions(profile, architecture));
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_stays_small(ShippedProfile profile) {
        Set<String> all = Set.copyOf(KnownNames.CAPABILITIES);
        for (Architecture architecture : Architecture.values()) {
            assertThat(compile(profile, architecture, Set.of()).size())
                    .isLessThanOrEqualTo(INSTRUCTIONS_MAX);
            assertThat(compile(profile, architecture, all).size())
                    .isLessThanOrEqualTo(INSTRUCTIONS_MAX);
        }
    }

    @ParameterizedTest
    @EnumSource
    void its_program_means_the_same_as_the_profile_for_every_number_and_telling_arguments(
            ShippedProfile profile) {
        for (Architecture architecture : Architecture.values()) {
            for (Set<String> caps : capabilitySets()) {
                CompileTarget target = new CompileTarget(architecture, caps, 6, 18);
                BpfProgram program = SeccompCompiler.compile(profile.profile(), target);
                NaiveEvaluator meaning = new NaiveEvaluator(profile.profile(), target);
                for (SeccompData data : tellingCalls(architecture)) {
                    assertThat(BpfInterpreter.run(program, data))
                            .as("%s %s", caps, data)
                            .isEqualTo(meaning.decide(data));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_kernel_can_precompute_every_call_whose_arguments_do_not_matter(
            ShippedProfile profile) {
        for (Architecture architecture : Architecture.values()) {
            BpfProgram program = compile(profile, architecture, Set.of());
            Set<Integer> sensitive = conditionalNumbers(architecture);
            for (int number = 0; number <= 469; number++) {
                Optional<SeccompAction> constant =
                        ConstantActions.of(program, architecture, number);
                assertThat(constant.isPresent())
                        .as("%s %d", architecture, number)
                        .isEqualTo(!sensitive.contains(number));
            }
        }
    }

    /** Every set of the capabilities that open calls. */
    static List<Set<String>> openingSets() {
        List<String> opening = List.copyOf(ShippedPrograms.OPENING_CAPABILITIES);
        List<Set<String>> sets = new ArrayList<>();
        for (int set = 0; set < 1 << opening.size(); set++) {
            Set<String> capabilities = new HashSet<>();
            for (int i = 0; i < opening.size(); i++) {
                if ((set & 1 << i) != 0) {
                    capabilities.add(opening.get(i));
                }
            }
            sets.add(capabilities);
        }
        return sets;
    }

    /** Every number, known or not, and for calls with conditions every telling pair. */
    static List<SeccompData> tellingCalls(Architecture architecture) {
        List<Long> telling = new ArrayList<>();
        for (long value : TELLING) {
            telling.addAll(List.of(value, value | 1L << 32));
        }
        Set<Integer> sensitive = conditionalNumbers(architecture);
        List<SeccompData> calls = new ArrayList<>();
        for (int number = -2; number <= 520; number++) {
            List<Long> values = sensitive.contains(number) ? telling : List.of(0L);
            for (long first : values) {
                for (long other : values) {
                    calls.add(SeccompData.of(architecture, number, first, other, other));
                }
            }
        }
        return calls;
    }

    static BpfProgram compile(
            ShippedProfile profile, Architecture architecture, Set<String> capabilities) {
        return SeccompCompiler.compile(
                profile.profile(), new CompileTarget(architecture, capabilities, 6, 18));
    }

    private static List<Set<String>> capabilitySets() {
        return List.of(
                Set.of(),
                Set.of("CAP_NET_RAW"),
                Set.of("CAP_NET_ADMIN"),
                Set.of("CAP_AUDIT_WRITE", "CAP_NET_ADMIN"),
                Set.of("CAP_SYS_ADMIN"),
                Set.copyOf(KnownNames.CAPABILITIES));
    }

    private static Set<Integer> conditionalNumbers(Architecture architecture) {
        Set<Integer> numbers = new HashSet<>();
        for (String name :
                List.of("socket", "socketpair", "clone", "unshare", "personality", "ioctl")) {
            numbers.add(SyscallTable.of(architecture).number(name).orElseThrow());
        }
        return numbers;
    }

    private static String decisions(ShippedProfile profile, Architecture architecture) {
        StringBuilder text = new StringBuilder();
        BpfProgram program = compile(profile, architecture, Set.of());
        SyscallTable table = SyscallTable.of(architecture);
        for (int number = 0; number <= table.highest(); number++) {
            Optional<String> name = table.name(number);
            if (name.isPresent()) {
                String action = decision(program, architecture, number);
                text.append("%3d %-24s %s\n".formatted(number, name.get(), action));
            }
        }
        return text.toString();
    }

    /** One action, or that it depends. */
    static String decision(BpfProgram program, Architecture architecture, int number) {
        return ConstantActions.of(program, architecture, number)
                .map(SeccompAction::toString)
                .orElse("by its arguments");
    }
}
