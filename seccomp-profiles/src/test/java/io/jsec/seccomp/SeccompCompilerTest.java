package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The compiled program and the profile's plain meaning agree. */
class SeccompCompilerTest {
    private static final int PROFILES = 1_000;
    private static final int CALLS_EACH = 200;

    private static final CompileTarget PC = new CompileTarget(Architecture.X86_64, Set.of(), 6, 18);

    @Test
    void random_profiles_do_what_they_say_on_random_calls() {
        for (long seed = 1; seed <= PROFILES; seed++) {
            RandomProfiles random = new RandomProfiles(seed);
            SeccompProfile profile = random.profile();
            CompileTarget target = random.target();
            BpfProgram program = SeccompCompiler.compile(profile, target);
            NaiveEvaluator meaning = new NaiveEvaluator(profile, target);
            for (int i = 0; i < CALLS_EACH; i++) {
                SeccompData data = random.data(profile, target);
                assertThat(BpfInterpreter.run(program, data))
                        .as("seed %d, call %s", seed, data)
                        .isEqualTo(meaning.decide(data));
            }
        }
    }

    @Test
    void long_random_profiles_do_what_they_say_on_random_calls() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomProfiles random = new RandomProfiles(seed);
            SeccompProfile profile = random.profileOf(300);
            CompileTarget target = random.target();
            BpfProgram program = SeccompCompiler.compile(profile, target);
            NaiveEvaluator meaning = new NaiveEvaluator(profile, target);
            for (int i = 0; i < CALLS_EACH; i++) {
                SeccompData data = random.data(profile, target);
                assertThat(BpfInterpreter.run(program, data))
                        .as("seed %d, call %s", seed, data)
                        .isEqualTo(meaning.decide(data));
            }
        }
    }

    @Test
    void no_call_without_conditions_ever_looks_at_arguments() {
        for (long seed = 1; seed <= 200; seed++) {
            RandomProfiles random = new RandomProfiles(seed);
            SeccompProfile profile = random.profile();
            CompileTarget target = random.target();
            BpfProgram program = SeccompCompiler.compile(profile, target);
            Set<String> conditional = new HashSet<>();
            for (SyscallRule rule : profile.syscalls()) {
                if (!rule.args().isEmpty()) {
                    conditional.addAll(rule.names());
                }
            }
            SyscallTable table = SyscallTable.of(target.architecture());
            for (int number = 0; number <= 480; number++) {
                if (!table.name(number).map(conditional::contains).orElse(false)) {
                    assertThat(ConstantActions.of(program, target.architecture(), number))
                            .as("seed %d, number %d", seed, number)
                            .isPresent();
                }
            }
        }
    }

    @Test
    void every_comparison_is_of_unsigned_64_bit_numbers() {
        List<Long> edges =
                List.of(
                        0L,
                        1L,
                        0x7fffffffL,
                        0x80000000L,
                        0xfffffffeL,
                        0xffffffffL,
                        0x100000000L,
                        0x100000001L,
                        0x1_ffffffffL,
                        0x2_00000000L,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE,
                        -2L,
                        -1L);
        for (ComparisonOp op : ComparisonOp.values()) {
            for (long value : edges) {
                ArgCondition condition = new ArgCondition(3, op, value, maskedValue(op, value));
                BpfProgram program = SeccompCompiler.compile(allowing("read", condition), PC);
                for (long arg : edges) {
                    SeccompData data = SeccompData.of(Architecture.X86_64, 0, 7, 7, 7, arg, 7, 7);
                    boolean allowed = BpfInterpreter.run(program, data).equals(SeccompAction.ALLOW);
                    assertThat(allowed)
                            .as("%s %x with %x", op, value, arg)
                            .isEqualTo(NaiveEvaluator.holds(condition, data));
                }
            }
        }
    }

    @Test
    void each_of_the_six_arguments_can_be_compared() {
        for (int index = 0; index < ArgCondition.ARGS_MAX; index++) {
            ArgCondition condition = new ArgCondition(index, ComparisonOp.EQ, 0x1_00000007L, 0);
            BpfProgram program = SeccompCompiler.compile(allowing("read", condition), PC);
            for (int set = 0; set < ArgCondition.ARGS_MAX; set++) {
                long[] args = new long[ArgCondition.ARGS_MAX];
                args[set] = 0x1_00000007L;
                SeccompData data = SeccompData.of(Architecture.X86_64, 0, args);
                assertThat(BpfInterpreter.run(program, data))
                        .isEqualTo(set == index ? SeccompAction.ALLOW : SeccompAction.errno(1));
            }
        }
    }

    @Test
    void conditions_of_one_rule_must_all_hold() {
        BpfProgram program =
                SeccompCompiler.compile(
                        allowing(
                                "read",
                                new ArgCondition(0, ComparisonOp.EQ, 16, 0),
                                new ArgCondition(2, ComparisonOp.EQ, 9, 0)),
                        PC);
        assertThat(run(program, 0, 16, 0, 9)).isEqualTo(SeccompAction.ALLOW);
        assertThat(run(program, 0, 16, 0, 8)).isEqualTo(SeccompAction.errno(1));
        assertThat(run(program, 0, 15, 0, 9)).isEqualTo(SeccompAction.errno(1));
    }

    @Test
    void rules_on_one_call_are_alternatives() {
        BpfProgram program =
                SeccompCompiler.compile(
                        profile(
                                SeccompAction.errno(1),
                                rule("read", SeccompAction.ALLOW, eq(0, 1)),
                                rule("read", SeccompAction.ALLOW, eq(0, 5))),
                        PC);
        assertThat(run(program, 0, 1)).isEqualTo(SeccompAction.ALLOW);
        assertThat(run(program, 0, 5)).isEqualTo(SeccompAction.ALLOW);
        assertThat(run(program, 0, 2)).isEqualTo(SeccompAction.errno(1));
    }

    @Test
    void every_action_comes_out_as_it_went_in() {
        for (SeccompAction.Kind kind : SeccompAction.Kind.values()) {
            SeccompAction action = new SeccompAction(kind, kind.carriesErrno() ? 22 : 0);
            SeccompAction other = SeccompAction.errno(7);
            BpfProgram program = SeccompCompiler.compile(profile(other, rule("read", action)), PC);
            assertThat(run(program, 0)).isEqualTo(action);
            assertThat(SeccompAction.ofReturnValue(action.returnValue())).isEqualTo(action);
        }
    }

    @Test
    void calls_of_another_architecture_end_the_process() {
        BpfProgram program = SeccompCompiler.compile(profile(SeccompAction.ALLOW), PC);
        int i386 = 0x40000003;
        SeccompData socketcall = new SeccompData(102, i386, 0, List.of(0L, 0L, 0L, 0L, 0L, 0L));
        assertThat(BpfInterpreter.run(program, socketcall)).isEqualTo(SeccompAction.KILL_PROCESS);
    }

    @Test
    void x32_numbers_end_the_process_even_where_everything_is_allowed() {
        BpfProgram program = SeccompCompiler.compile(profile(SeccompAction.ALLOW), PC);
        for (int number : List.of(0x40000000, 0x40000001, 0x40000221, 0x7fffffff, 0xc0000000, -2)) {
            assertThat(run(program, number))
                    .as(Integer.toHexString(number))
                    .isEqualTo(SeccompAction.KILL_PROCESS);
        }
    }

    @Test
    void the_number_a_tracer_cancels_a_call_with_is_no_reason_to_kill() {
        assertThat(run(SeccompCompiler.compile(profile(SeccompAction.ALLOW), PC), -1))
                .isEqualTo(SeccompAction.ALLOW);
        assertThat(run(SeccompCompiler.compile(profile(SeccompAction.errno(1)), PC), -1))
                .isEqualTo(SeccompAction.errno(38));
    }

    @Test
    void numbers_above_the_newest_named_call_answer_enosys_when_the_default_is_an_errno() {
        SeccompProfile profile =
                profile(SeccompAction.errno(1), rule("mseal", SeccompAction.ALLOW));
        BpfProgram program = SeccompCompiler.compile(profile, PC);
        assertThat(run(program, 461)).isEqualTo(SeccompAction.errno(1));
        assertThat(run(program, 462)).isEqualTo(SeccompAction.ALLOW);
        assertThat(run(program, 463)).isEqualTo(SeccompAction.errno(38));
        assertThat(run(program, 0x3fffffff)).isEqualTo(SeccompAction.errno(38));
    }

    @Test
    void a_rule_that_does_not_apply_still_tells_how_new_the_profile_is() {
        RuleFilter admin =
                new RuleFilter(List.of("CAP_SYS_ADMIN"), List.of(), java.util.Optional.empty());
        SyscallRule rule =
                new SyscallRule(
                        List.of("open_tree_attr"),
                        SeccompAction.ALLOW,
                        List.of(),
                        admin,
                        RuleFilter.NONE,
                        "");
        BpfProgram program = SeccompCompiler.compile(profile(SeccompAction.errno(1), rule), PC);
        assertThat(run(program, 467)).isEqualTo(SeccompAction.errno(1));
        assertThat(run(program, 468)).isEqualTo(SeccompAction.errno(38));
    }

    @Test
    void numbers_above_keep_a_default_that_is_no_errno() {
        for (SeccompAction action : List.of(SeccompAction.ALLOW, SeccompAction.KILL_PROCESS)) {
            SeccompProfile profile = profile(action, rule("read", SeccompAction.errno(1)));
            assertThat(run(SeccompCompiler.compile(profile, PC), 9999)).isEqualTo(action);
        }
    }

    @Test
    void jumps_longer_than_255_instructions_arrive() {
        List<SyscallRule> rules = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rules.add(rule("read", SeccompAction.errno(i % 4096), eq(i % 6, i)));
            rules.add(rule("file_setattr", SeccompAction.errno(i), eq(5 - i % 6, 1000 + i)));
        }
        SeccompProfile profile =
                new SeccompProfile(SeccompAction.ALLOW, List.of(), List.of(), Set.of(), rules);
        BpfProgram program = SeccompCompiler.compile(profile, PC);
        assertThat(program.size()).isGreaterThan(2000).isLessThanOrEqualTo(4096);
        for (int i = 0; i < 300; i++) {
            long[] args = {-1, -1, -1, -1, -1, -1};
            args[i % 6] = i;
            assertThat(run(program, 0, args)).isEqualTo(SeccompAction.errno(i));
            args[i % 6] = -1;
            args[5 - i % 6] = 1000L + i;
            assertThat(run(program, 469, args)).isEqualTo(SeccompAction.errno(i));
        }
        assertThat(run(program, 0, -1, -1, -1, -1, -1, -1)).isEqualTo(SeccompAction.ALLOW);
        assertThat(run(program, 1)).isEqualTo(SeccompAction.ALLOW);
    }

    @Test
    void a_program_the_kernel_would_not_take_is_refused_with_its_size() {
        List<SyscallRule> rules = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            rules.add(rule("read", SeccompAction.ALLOW, eq(i % 2, i)));
        }
        SeccompProfile profile =
                new SeccompProfile(SeccompAction.errno(1), List.of(), List.of(), Set.of(), rules);
        assertThatThrownBy(() -> SeccompCompiler.compile(profile, PC))
                .isInstanceOf(SeccompException.class)
                .hasMessageMatching(
                        "the profile compiles to \\d+ instructions, the kernel takes 4096;"
                                + " use fewer conditions on arguments");
    }

    @Test
    void the_same_profile_compiles_to_the_same_bytes() {
        for (long seed = 1; seed <= 50; seed++) {
            SeccompProfile profile = new RandomProfiles(seed).profile();
            assertThat(SeccompCompiler.compile(profile, PC).digest())
                    .isEqualTo(SeccompCompiler.compile(profile, PC).digest());
        }
    }

    @Test
    void the_cache_key_changes_with_everything_that_changes_the_program() {
        SeccompProfile one = profile(SeccompAction.errno(1), rule("read", SeccompAction.ALLOW));
        SeccompProfile two = profile(SeccompAction.errno(2), rule("read", SeccompAction.ALLOW));
        assertThat(
                        List.of(
                                SeccompCompiler.cacheKey(one, PC),
                                SeccompCompiler.cacheKey(two, PC),
                                SeccompCompiler.cacheKey(
                                        one, new CompileTarget(PC.architecture(), Set.of(), 6, 1)),
                                SeccompCompiler.cacheKey(
                                        one,
                                        new CompileTarget(Architecture.AARCH64, Set.of(), 6, 18)),
                                SeccompCompiler.cacheKey(
                                        one,
                                        new CompileTarget(
                                                PC.architecture(), Set.of("CAP_KILL"), 6, 18))))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[0-9a-f]{64}"));
        assertThat(SeccompCompiler.cacheKey(one, PC)).isEqualTo(SeccompCompiler.cacheKey(one, PC));
    }

    private static long maskedValue(ComparisonOp op, long mask) {
        return op == ComparisonOp.MASKED_EQ ? mask & 0x8000_0000_8000_0001L : 0;
    }

    private static SeccompAction run(BpfProgram program, int nr, long... args) {
        return BpfInterpreter.run(program, SeccompData.of(Architecture.X86_64, nr, args));
    }

    private static ArgCondition eq(int index, long value) {
        return new ArgCondition(index, ComparisonOp.EQ, value, 0);
    }

    private static SeccompProfile allowing(String name, ArgCondition... conditions) {
        return profile(SeccompAction.errno(1), rule(name, SeccompAction.ALLOW, conditions));
    }

    private static SyscallRule rule(String name, SeccompAction action, ArgCondition... conditions) {
        return new SyscallRule(
                List.of(name), action, List.of(conditions), RuleFilter.NONE, RuleFilter.NONE, "");
    }

    private static SeccompProfile profile(SeccompAction defaultAction, SyscallRule... rules) {
        return new SeccompProfile(defaultAction, List.of(), List.of(), Set.of(), List.of(rules));
    }
}
