package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopesTest {
    private static Scope end(String text) {
        Dockerfile file = Dockerfile.parse(text);
        return Scopes.of(file).end(file.last().orElseThrow());
    }

    private static Optional<String> user(String text) {
        return end(text).user().map(setting -> setting.value().text());
    }

    private static Variables.Value known(String text) {
        return new Variables.Value.Known(text);
    }

    private static final Variables.Value UNKNOWN = new Variables.Value.Unknown();
    private static final Variables.Value UNSET = new Variables.Value.Unset();

    @Test
    void defaults_of_arguments_are_substituted() {
        assertThat(user("FROM a\nARG u=app\nUSER $u\n")).contains("app");
    }

    @Test
    void global_arguments_reach_a_stage_that_declares_them() {
        assertThat(end("ARG v=1\nFROM a\nARG v\n").get("v")).isEqualTo(known("1"));
        assertThat(end("ARG v=1\nFROM scratch\n").get("v")).isEqualTo(UNSET);
        assertThat(end("ARG v=1\nFROM a\nARG v=2\n").get("v")).isEqualTo(known("2"));
    }

    @Test
    void an_argument_without_default_is_unknown() {
        Scope scope = end("FROM a\nARG u\nUSER $u\n");
        assertThat(scope.get("u")).isEqualTo(UNKNOWN);
        assertThat(scope.user().orElseThrow().value().known()).isFalse();
    }

    @Test
    void the_environment_wins_over_arguments() {
        assertThat(end("FROM a\nENV v=env\nARG v=arg\n").get("v")).isEqualTo(known("env"));
    }

    @Test
    void values_of_one_env_do_not_see_each_other() {
        assertThat(end("FROM scratch\nENV a=1\nENV a=2 b=$a\n").get("b")).isEqualTo(known("1"));
    }

    @Test
    void the_base_image_may_set_anything_but_scratch_sets_nothing() {
        assertThat(end("FROM a\n").get("x")).isEqualTo(UNKNOWN);
        assertThat(end("FROM scratch\n").get("x")).isEqualTo(UNSET);
    }

    @Test
    void a_stage_inherits_environment_and_user_but_no_arguments() {
        String text = "FROM a AS base\nARG x=1\nENV e=2\nUSER app\nWORKDIR /w\nFROM Base\n";
        Scope scope = end(text);
        assertThat(scope.get("e")).isEqualTo(known("2"));
        assertThat(scope.get("x")).isEqualTo(UNKNOWN);
        assertThat(scope.user().orElseThrow().value().text()).isEqualTo("app");
        assertThat(scope.workdir().orElseThrow().value().text()).isEqualTo("/w");
        assertThat(scope.base().image().text()).isEqualTo("a");
    }

    @Test
    void the_image_is_expanded_with_global_arguments_only() {
        Dockerfile file = Dockerfile.parse("ARG v=3.20\nFROM alpine:$v\nARG v=4\n");
        assertThat(Scopes.of(file).base(file.stages().getFirst()).text()).isEqualTo("alpine:3.20");
        Dockerfile platform = Dockerfile.parse("FROM a-$TARGETARCH\n");
        assertThat(Scopes.of(platform).base(platform.stages().getFirst()).known()).isFalse();
    }

    @Test
    void before_an_instruction_only_those_above_it_hold() {
        Dockerfile file = Dockerfile.parse("FROM a\nENV v=1\nRUN x\nENV v=2\n");
        Instruction run = file.instructions().get(2);
        assertThat(Scopes.of(file).before(run).get("v")).isEqualTo(known("1"));
    }

    @Test
    void many_variables_do_not_cost_a_copy_each() {
        StringBuilder text = new StringBuilder("FROM scratch\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("ENV v").append(i).append('=').append(i).append('\n');
        }
        Dockerfile file = Dockerfile.parse(text.toString());
        Scope scope = Scopes.of(file).end(file.last().orElseThrow());
        assertThat(scope.environment()).hasSize(50_000);
        assertThat(scope.get("v0")).isEqualTo(known("0"));
        assertThat(scope.get("v49999")).isEqualTo(known("49999"));
        Scope early = Scopes.of(file).before(file.instructions().get(2));
        assertThat(early.environment()).containsOnlyKeys("v0");
    }

    @Test
    void stages_are_found_by_name_and_number_only_above() {
        Dockerfile file =
                Dockerfile.parse("FROM a AS x\nFROM b AS X\nFROM c\nFROM x\nFROM 1\nFROM y AS y\n");
        Scopes scopes = Scopes.of(file);
        assertThat(scopes.parent(file.stages().get(3)).orElseThrow().index()).isEqualTo(1);
        assertThat(scopes.parent(file.stages().get(4))).isEmpty();
        assertThat(scopes.parent(file.stages().get(5))).isEmpty();
        assertThat(scopes.parent(file.stages().get(1))).isEmpty();
        for (String number : new String[] {"2", "02", "+2"}) {
            assertThat(file.stage(number, 6).orElseThrow().index()).as(number).isEqualTo(2);
        }
        assertThat(file.stage("2", 2)).isEmpty();
        assertThat(file.stage("-1", 6)).isEmpty();
        assertThat(file.stage("99999999999", 6)).isEmpty();
    }

    @Test
    void a_stage_may_be_named_by_an_argument() {
        Dockerfile file = Dockerfile.parse("ARG t=dev\nFROM a AS dev\nENV v=1\nFROM ${t}\n");
        assertThat(Scopes.of(file).end(file.last().orElseThrow()).get("v")).isEqualTo(known("1"));
    }

    @Test
    void arguments_above_from_see_those_before_them() {
        Dockerfile file = Dockerfile.parse("ARG a=1 b=$a\nARG c=${b}2 d\nFROM x:$c-${d:-e}\n");
        Expanded base = Scopes.of(file).base(file.stages().getFirst());
        assertThat(base.text()).isEqualTo("x:12-e");
        assertThat(base.unknown()).containsExactly("d");
    }

    @Test
    void arguments_of_one_instruction_in_a_stage_do_not_see_each_other() {
        assertThat(end("FROM scratch\nARG a=1\nARG a=2 b=$a\n").get("b")).isEqualTo(known("1"));
    }

    @Test
    void arguments_of_the_platform_are_unknown_where_they_are_declared() {
        assertThat(end("FROM scratch\nARG TARGETARCH\n").get("TARGETARCH")).isEqualTo(UNKNOWN);
        assertThat(end("FROM scratch\n").get("TARGETARCH")).isEqualTo(UNSET);
        assertThat(end("ARG TARGETARCH=x\nFROM scratch\nARG TARGETARCH\n").get("TARGETARCH"))
                .isEqualTo(known("x"));
    }

    @Test
    void an_argument_of_a_stage_ends_with_it() {
        assertThat(end("FROM scratch\nARG a=1\nFROM scratch\n").get("a")).isEqualTo(UNSET);
    }

    @Test
    void the_environment_wins_before_and_after_an_argument() {
        assertThat(end("FROM a\nARG v=arg\nENV v=env\n").get("v")).isEqualTo(known("env"));
        assertThat(end("FROM a\nARG v=arg\nENV v=${v}s\n").get("v")).isEqualTo(known("args"));
    }

    @Test
    void names_may_be_made_of_variables() {
        assertThat(end("FROM a\nARG n=x\nENV pre_$n=1 ${n}y=2\n").environment())
                .containsOnlyKeys("pre_x", "xy");
        assertThat(end("FROM a\nENV $n=1\n").environment()).isEmpty();
    }

    @Test
    void both_forms_of_env_set_the_same() {
        assertThat(end("FROM a\nENV v some  value\n").get("v")).isEqualTo(known("some  value"));
        assertThat(end("FROM a\nENV v \"some  value\"\n").get("v")).isEqualTo(known("some  value"));
        assertThat(end("FROM a\nENV v=some\\ \\ value\n").get("v")).isEqualTo(known("some  value"));
    }

    @Test
    void values_that_double_do_not_fill_the_memory() {
        StringBuilder text = new StringBuilder("FROM scratch\nENV a=0123456789\n");
        for (int i = 0; i < 30; i++) {
            text.append("ENV a=$a$a\n");
        }
        assertThat(end(text.toString()).get("a")).isEqualTo(UNKNOWN);
        StringBuilder many = new StringBuilder("FROM scratch\nENV a=").append("x".repeat(50_000));
        for (int i = 0; i < 20_000; i++) {
            many.append("\nENV v").append(i).append("=$a");
        }
        Scope scope = end(many.toString());
        assertThat(scope.get("v0")).isEqualTo(known("x".repeat(50_000)));
        assertThat(scope.get("v19999")).isEqualTo(UNKNOWN);
        assertThat(scope.get("a")).isEqualTo(known("x".repeat(50_000)));
    }
}
