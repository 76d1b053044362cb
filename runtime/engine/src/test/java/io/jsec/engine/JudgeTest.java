package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.engine.AdmissionPolicy.Preset;
import io.jsec.journal.Entry;
import io.jsec.launch.CgroupView;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a policy does to what is asked. */
class JudgeTest {
    private static final int RUNS = 3_000;

    /** Every profile lets more through than the engine's. */
    static final RequestFacts.Sight UNSEEN =
            _ -> new RequestFacts.Seen(false, true, List.of("bpf", "keyctl"));

    /** A host with slots and control groups. */
    static AdmissionGround ground(EngineSettings.Defaults defaults) {
        return new AdmissionGround(
                defaults,
                4,
                new CgroupView.V2(Path.of("/sys/fs/cgroup/jsec"), Set.of("pids", "memory")),
                Set.of("bind:/etc"),
                List.of());
    }

    private static Judge judge(AdmissionPolicy policy) {
        return judge(policy, EngineSettings.Defaults.DOCKER);
    }

    private static Judge judge(AdmissionPolicy policy, EngineSettings.Defaults defaults) {
        return new Judge(ground(defaults), UNSEEN, policy);
    }

    private static AdmissionPolicy only(String rule, Mode mode) {
        return new AdmissionPolicy("own", Map.of(rule, mode), Optional.empty());
    }

    private static ContainerRecord asked(String... options) {
        HostConfig host = HostConfig.DEFAULT;
        return Records.container("web").with(host.with(host.security().withSecurityOpt(options)));
    }

    private static List<String> rules(Judge.Judgement judgement) {
        return judgement.denials().stream().map(Admission.Denial::rule).toList();
    }

    @Test
    void a_rule_that_is_enforced_refuses_with_its_id_and_a_way_out() {
        Judge.Judgement judgement =
                judge(only("JSEC-C-300", Mode.ENFORCE))
                        .create(asked("seccomp=unconfined"), List.of());

        assertThatThrownBy(judgement::orThrow)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.kind())
                                        .isEqualTo(
                                                new EngineException.Kind.Forbidden(
                                                        List.of("JSEC-C-300"))))
                .hasMessage(
                        "JSEC-C-300 container web refused: seccomp=unconfined, which the policy"
                                + " forbids. Instead: remove the option; give a profile of your"
                                + " own where a call is missing");
    }

    @Test
    void a_rule_that_narrows_changes_what_is_made_and_says_so() {
        Judge.Judgement judgement =
                judge(only("JSEC-C-300", Mode.NARROW))
                        .create(asked("seccomp=unconfined"), List.of());

        assertThat(judgement.denials()).isEmpty();
        assertThat(judgement.admitted().host().security().securityOpt())
                .containsExactly("seccomp=docker");
        assertThat(judgement.warnings())
                .containsExactly(
                        "JSEC-C-300 container web narrowed: seccomp=unconfined. Instead:"
                                + " seccomp=docker");
        assertThat(judgement.remarks().getFirst().verdict()).isEqualTo(Entry.Verdict.NARROW);
    }

    @Test
    void a_rule_that_warns_changes_nothing_and_says_what_would_be_better() {
        ContainerRecord asked = asked("seccomp=unconfined");
        Judge.Judgement judgement = judge(only("JSEC-C-300", Mode.WARN)).create(asked, List.of());

        assertThat(judgement.admitted()).isEqualTo(asked);
        assertThat(judgement.warnings())
                .containsExactly(
                        "JSEC-C-300 container web warned: seccomp=unconfined. Better: remove the"
                                + " option; give a profile of your own where a call is missing");
    }

    @Test
    void a_rule_that_is_off_says_nothing() {
        Judge.Judgement judgement =
                judge(only("JSEC-C-300", Mode.OFF)).create(asked("seccomp=unconfined"), List.of());

        assertThat(judgement.denials()).isEmpty();
        assertThat(judgement.warnings()).isEmpty();
    }

    // Promise P81
    @Test
    void the_preset_ci_gives_the_profile_docker_to_who_asks_for_no_filter_and_says_so() {
        Judge.Judgement judgement =
                judge(AdmissionPolicy.of(Preset.CI)).create(asked("seccomp=unconfined"), List.of());

        assertThat(judgement.denials()).isEmpty();
        assertThat(judgement.admitted().host().security().securityOpt())
                .containsExactly("seccomp=docker");
        assertThat(judgement.warnings())
                .contains(
                        "JSEC-C-300 container web narrowed: seccomp=unconfined. Instead:"
                                + " seccomp=docker")
                .noneMatch(warning -> warning.startsWith("JSEC-C-318"));
    }

    @Test
    void the_profile_docker_is_a_remark_where_walls_are_to_stay_up() {
        for (String option : List.of("seccomp=docker", "seccomp:docker", "jsec.seccomp=docker")) {
            Judge.Judgement judgement =
                    judge(AdmissionPolicy.of(Preset.PRODUCTION).with(only318()))
                            .create(asked(option), List.of());

            assertThat(judgement.denials()).as(option).isEmpty();
            assertThat(judgement.warnings())
                    .as(option)
                    .contains(
                            "JSEC-C-318 container web warned: seccomp=docker. Better: remove the"
                                    + " option where the program works without it");
        }
    }

    /** Production without what a bare record breaks. */
    private static Map<String, Mode> only318() {
        Map<String, Mode> modes = new HashMap<>();
        AdmissionPolicy.rules().forEach(rule -> modes.put(rule, Mode.OFF));
        modes.remove("JSEC-C-300");
        modes.remove("JSEC-C-301");
        modes.remove("JSEC-C-318");
        return modes;
    }

    @Test
    void a_policy_may_hold_everybody_to_the_hardened_profile() {
        AdmissionPolicy held =
                only("JSEC-C-300", Mode.NARROW).with(Map.of("JSEC-C-318", Mode.NARROW));
        for (String option : List.of("seccomp=unconfined", "seccomp=docker")) {
            Judge.Judgement judgement = judge(held).create(asked(option), List.of());

            assertThat(judgement.denials()).as(option).isEmpty();
            assertThat(judgement.admitted().host().security().securityOpt())
                    .as(option)
                    .containsExactly("seccomp=hardened");
        }
        assertThat(
                        rules(
                                judge(only("JSEC-C-318", Mode.ENFORCE))
                                        .create(asked("jsec.seccomp=docker"), List.of())))
                .containsExactly("JSEC-C-318");
    }

    @Test
    void every_way_to_write_an_option_is_judged() {
        Judge judge = judge(only("JSEC-C-300", Mode.ENFORCE));

        assertThat(rules(judge.create(asked("seccomp:unconfined"), List.of())))
                .containsExactly("JSEC-C-300");
        assertThat(rules(judge.create(asked("seccomp=builtin", "seccomp=unconfined"), List.of())))
                .containsExactly("JSEC-C-300");
        assertThat(rules(judge.create(asked("seccomp=unconfined", "seccomp=builtin"), List.of())))
                .isEmpty();
        assertThat(
                        rules(
                                judge(only("JSEC-C-309", Mode.ENFORCE))
                                        .create(asked("jsec.landlock:0"), List.of())))
                .containsExactly("JSEC-C-309");
        assertThat(
                        rules(
                                judge(only("JSEC-C-302", Mode.ENFORCE))
                                        .create(asked("no-new-privileges:off"), List.of())))
                .containsExactly("JSEC-C-302");
    }

    @Test
    void defaults_of_the_engine_are_judged_as_if_they_had_been_asked_for() {
        EngineSettings.Defaults loose =
                new EngineSettings.Defaults(
                        LogConfig.DEFAULT, false, -1, 0, 0, "", List.of("jsec.proc=writable"));
        EngineSettings.Defaults bounded =
                new EngineSettings.Defaults(
                        LogConfig.DEFAULT, false, 10, 64 << 20, 0, "", List.of());
        AdmissionPolicy strict =
                only("JSEC-C-314", Mode.ENFORCE)
                        .with(Map.of("JSEC-C-311", Mode.ENFORCE, "JSEC-C-518", Mode.ENFORCE));

        assertThat(rules(judge(strict, loose).create(asked(), List.of())))
                .containsExactly("JSEC-C-311", "JSEC-C-314", "JSEC-C-518");
        assertThat(rules(judge(strict, bounded).create(asked(), List.of()))).isEmpty();
    }

    @Test
    void what_nobody_asked_for_but_the_launcher_gives_counts() {
        assertThat(rules(judge(only("JSEC-C-302", Mode.ENFORCE)).create(asked(), List.of())))
                .isEmpty();
        assertThat(rules(judge(only("JSEC-C-311", Mode.ENFORCE)).create(asked(), List.of())))
                .isEmpty();
    }

    // Promise P67
    @Test
    void what_is_always_refused_is_refused_under_every_policy() {
        Map<String, Mode> off = new HashMap<>();
        AdmissionPolicy.rules().forEach(rule -> off.put(rule, Mode.OFF));
        HostConfig host =
                HostConfig.DEFAULT.with(
                        new HostConfig.NamespaceConfig("host", "host", "host", "host", ""));

        for (Preset preset : Preset.values()) {
            assertThat(
                            rules(
                                    judge(AdmissionPolicy.of(preset).with(off))
                                            .create(
                                                    Records.container("web").with(host),
                                                    List.of())))
                    .containsExactly("JSEC-C-304", "JSEC-C-506", "JSEC-C-507", "JSEC-C-508");
        }
    }

    @Test
    void nothing_is_admitted_without_a_policy() {
        Judge judge = judge(AdmissionPolicy.unreadable("policy.yaml:1:1: there is no key x"));
        ContainerRecord web = asked();

        for (Judge.Judgement judgement :
                List.of(
                        judge.create(web, List.of()),
                        judge.update(web),
                        judge.exec(web, ExecRequest.of("id"), () -> false))) {
            assertThat(rules(judgement)).containsExactly("JSEC-A-001");
            assertThatThrownBy(judgement::orThrow)
                    .hasMessageContaining("there is no key x. Instead: a correct file");
        }
    }

    @Test
    void an_update_is_judged_by_what_the_container_would_be() {
        ContainerRecord after =
                Records.container("web")
                        .with(HostConfig.DEFAULT.with(Resources.DEFAULT.withPids(-1)));

        assertThat(rules(judge(only("JSEC-C-311", Mode.ENFORCE)).update(after)))
                .containsExactly("JSEC-C-311");
        Judge.Judgement narrowed = judge(only("JSEC-C-311", Mode.NARROW)).update(after);
        assertThat(narrowed.admitted().host().resources().pidsLimit()).isEqualTo(4096);
        assertThat(narrowed.warnings())
                .containsExactly(
                        "JSEC-C-311 the update of web narrowed: no limit of processes. Instead:"
                                + " pids-limit 4096");
    }

    @Test
    void what_an_update_cannot_change_is_not_judged_again() {
        assertThat(
                        rules(
                                judge(only("JSEC-C-300", Mode.ENFORCE))
                                        .update(asked("seccomp=unconfined"))))
                .isEmpty();
    }

    @Test
    void a_command_is_judged_by_its_user_its_variables_and_its_words() {
        AdmissionPolicy strict =
                only("JSEC-C-503", Mode.ENFORCE)
                        .with(
                                Map.of(
                                        "JSEC-C-531",
                                        Mode.ENFORCE,
                                        "JSEC-C-533",
                                        Mode.ENFORCE,
                                        "JSEC-C-542",
                                        Mode.ENFORCE));
        ExecRequest request =
                new ExecRequest(
                        List.of("sshd", "--password=hunter22"),
                        List.of("DB_PASSWORD=hunter22"),
                        "",
                        "",
                        false,
                        false,
                        true,
                        true,
                        false,
                        "",
                        Optional.empty());

        Judge.Judgement judgement = judge(strict).exec(asked(), request, () -> false);

        assertThat(rules(judgement))
                .containsExactly("JSEC-C-503", "JSEC-C-531", "JSEC-C-533", "JSEC-C-542");
        assertThatThrownBy(judgement::orThrow).message().doesNotContain("hunter22");
    }

    @Test
    void a_command_of_another_user_than_root_passes() {
        ExecRequest request =
                new ExecRequest(
                        List.of("id"),
                        List.of(),
                        "",
                        "1000",
                        false,
                        false,
                        true,
                        true,
                        false,
                        "",
                        Optional.empty());

        assertThat(
                        rules(
                                judge(only("JSEC-C-503", Mode.ENFORCE))
                                        .exec(asked(), request, () -> false)))
                .isEmpty();
    }

    @Test
    void another_name_for_root_is_root() {
        AdmissionPolicy strict = only("JSEC-C-503", Mode.ENFORCE);
        ContainerRecord plain = Records.container("web");
        ContainerRecord toor =
                Records.container("web", plain.config().toBuilder().user("toor:users").build());
        Judge.Judgement judgement =
                new Judge(
                                ground(EngineSettings.Defaults.DOCKER),
                                _ -> new RequestFacts.Seen(true, false, List.of()),
                                strict)
                        .create(toor, List.of());

        assertThat(rules(judgement)).containsExactly("JSEC-C-503");
        assertThat(rules(judge(strict).create(toor, List.of()))).isEmpty();
        assertThat(rules(judge(strict).exec(toor, ExecRequest.of("id"), () -> true)))
                .containsExactly("JSEC-C-503");
        assertThat(rules(judge(strict).exec(toor, ExecRequest.of("id"), () -> false))).isEmpty();
    }

    @Test
    void a_profile_within_the_engines_own_is_no_loosening() {
        AdmissionPolicy strict = only("JSEC-C-301", Mode.ENFORCE);
        ContainerRecord asked = asked("seccomp={}");
        Judge within =
                new Judge(
                        ground(EngineSettings.Defaults.DOCKER),
                        _ -> new RequestFacts.Seen(false, false, List.of()),
                        strict);

        assertThat(rules(within.create(asked, List.of()))).isEmpty();
        assertThatThrownBy(() -> judge(strict).create(asked, List.of()).orThrow())
                .hasMessageStartingWith(
                        "JSEC-C-301 container web refused: seccomp=profile that allows bpf,"
                                + " keyctl, which");
    }

    @Test
    void what_a_narrowing_cannot_mend_is_refused() {
        EngineSettings.Defaults loose =
                new EngineSettings.Defaults(
                        LogConfig.DEFAULT, false, 0, 0, 0, "", List.of("apparmor=unconfined"));

        assertThat(rules(judge(only("JSEC-C-512", Mode.NARROW), loose).create(asked(), List.of())))
                .containsExactly("JSEC-C-512");
    }

    // Promise P68
    @Test
    void a_stricter_policy_admits_nothing_that_a_laxer_one_refuses() {
        int refused = 0;
        int admitted = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            RandomRequest random = new RandomRequest(new Random(seed));
            ContainerRecord asked = random.next();
            AdmissionPolicy lax = random.policy();
            AdmissionPolicy strict = random.stricter(lax);
            boolean laxly = isAdmitted(lax, asked);
            boolean strictly = isAdmitted(strict, asked);
            assertThat(strictly && !laxly)
                    .as("seed %s: %s, then %s, of %s", seed, lax, strict, asked)
                    .isFalse();
            refused += laxly ? 0 : 1;
            admitted += strictly ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(RUNS / 10);
        assertThat(admitted).isGreaterThan(RUNS / 10);
    }

    private static boolean isAdmitted(AdmissionPolicy policy, ContainerRecord asked) {
        Judge judge = judge(policy);
        return judge.create(asked, List.of()).denials().isEmpty()
                && judge.update(asked).denials().isEmpty();
    }

    /** What is carried out obeys every rule that is held strictly. */
    // Promise P68
    @Test
    void what_is_admitted_obeys_all_that_is_enforced_or_narrowed() {
        for (int seed = 0; seed < RUNS; seed++) {
            RandomRequest random = new RandomRequest(new Random(seed));
            ContainerRecord asked = random.next();
            AdmissionPolicy policy = random.policy();
            Judge.Judgement judgement = judge(policy).create(asked, List.of());
            if (judgement.denials().isEmpty()) {
                Map<String, Mode> strict = new HashMap<>(policy.modes());
                strict.replaceAll((rule, mode) -> mode == Mode.NARROW ? Mode.ENFORCE : mode);
                AdmissionPolicy again = new AdmissionPolicy("strict", strict, Optional.empty());
                assertThat(judge(again).create(judgement.admitted(), List.of()).denials())
                        .as("seed %s: %s of %s", seed, policy, asked)
                        .isEmpty();
            }
        }
    }
}
