package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.Role;
import io.jsec.engine.Restraint;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles of roles.yaml, right and wrong. */
class RolesReaderTest {
    static Roles roles(String role) {
        return Roles.read("roles.yaml", ("roles:\n  " + role + "\n").getBytes(UTF_8));
    }

    private static Rights rights(String role) {
        return roles(role).of(new Role("own")).orElseThrow().rights();
    }

    @Test
    void a_role_is_like_another_with_more_and_less() {
        Rights rights =
                rights(
                        "own: {like: viewer, allow: [containers.restart, exec.*],"
                                + " deny: [system.events], restraints: [no-input]}");

        Set<String> expected = new TreeSet<>(RouteRule.operations("viewer"));
        expected.addAll(
                Set.of(
                        "containers.restart",
                        "exec.create",
                        "exec.start",
                        "exec.resize",
                        "exec.inspect"));
        expected.remove("system.events");
        assertThat(rights.operations()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rights.restraints()).containsExactly(Restraint.NO_INPUT);
        assertThat(rights.all()).isFalse();
    }

    @Test
    void a_role_keeps_the_restraints_of_the_one_it_is_like() {
        assertThat(rights("own: {like: deployer}")).isEqualTo(Rights.builtIn("deployer"));
        assertThat(rights("own: {like: deployer, restraints: []}").restraints()).isEmpty();
    }

    @Test
    void a_role_like_none_begins_with_nothing_and_may_always_ask_for_the_version() {
        assertThat(rights("own: {deny: [system.*]}").operations())
                .containsExactlyInAnyOrder("system.ping", "system.version");
        assertThat(rights("own: {allow: [images.list]}").restraints())
                .contains(Restraint.HIDE_ENV, Restraint.HIDE_HOST);
    }

    @Test
    void a_denial_wins_over_what_is_allowed_and_admin_can_be_cut_down() {
        Rights rights = rights("own: {like: admin, allow: [exec.create], deny: [exec.*]}");

        Set<String> expected = new TreeSet<>(RouteRule.operations());
        expected.removeIf(each -> each.startsWith("exec."));
        assertThat(rights.operations()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void an_empty_file_adds_nothing() {
        for (String text : new String[] {"", "roles:\n", "# none yet\n", "roles: {}\n"}) {
            Roles roles = Roles.read("roles.yaml", text.getBytes(UTF_8));
            assertThat(roles.of(new Role("own"))).isEmpty();
            assertThat(roles.of(new Role("viewer"))).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "own: {like: vewer} | roles.yaml:2:15: there is no built-in role vewer;"
                        + " did you mean viewer",
                "own: {like: nobody, allows: []} | roles.yaml:2:23: there is no key allows;"
                        + " did you mean allow",
                "own: {allow: [container.list]} | roles.yaml:2:17: there is no operation"
                        + " container.list; did you mean containers.list",
                "own: {allow: [exe.*]} | roles.yaml:2:17: there is no operation exe.*;"
                        + " did you mean exec.*",
                "own: {allow: ['*']} | roles.yaml:2:17: there is no operation *",
                "own: {deny: images.list} | roles.yaml:2:15: deny takes a list",
                "own: {deny: [[images.list]]} | roles.yaml:2:16: deny takes a list of words",
                "own: {restraints: [no-bind]} | roles.yaml:2:22: there is no restraint no-bind;"
                        + " did you mean no-binds",
                "viewer: {allow: [exec.*]} | roles.yaml:2:3: the role viewer is built in: take"
                        + " another name",
                "admin: {} | roles.yaml:2:3: the role admin is built in: take another name",
                "nobody: {} | roles.yaml:2:3: the role nobody is built in: take another name",
                "Own: {} | roles.yaml:2:3: a role's name has small letters, digits and dashes:"
                        + " Own",
                "own: viewer | roles.yaml:2:8: the role own takes a mapping",
                "[own] | roles.yaml:2:3: roles takes a mapping of names to roles"
            })
    void what_is_wrong_is_said_with_its_place(String role, String message) {
        assertThatThrownBy(() -> roles(role))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems()).containsExactly(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role: {} | roles.yaml:1:1: there is no key role; did you mean roles",
                "- a | roles.yaml:1:1: roles.yaml takes a mapping",
                "roles: {a: {}, a: {}} | roles.yaml:1:16: the key a stands twice"
            })
    void a_file_of_another_form_is_refused(String text, String message) {
        assertThatThrownBy(() -> Roles.read("roles.yaml", text.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems()).containsExactly(message));
    }

    @Test
    void everything_wrong_is_said_at_once() {
        assertThatThrownBy(() -> roles("own: {allow: [a.b], deny: [c.d]}"))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(2));
    }
}
