package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

/** What a profile's text may not say: each refusal tells where, what and what to do. */
class BadProfileTest {
    private static final String RULE =
            "{\"defaultAction\": \"SCMP_ACT_ERRNO\",\n \"syscalls\": [\n  %s]}";

    @Test
    void an_empty_text_is_refused() {
        refused("^", "the text is empty; write a profile object");
        refused("^  \n ", "the text is empty; write a profile object");
    }

    @Test
    void a_text_that_is_not_json_is_refused_where_it_stops_being_json() {
        SeccompException e = refusal("{\n  \"defaultAction\": SCMP_ACT_ALLOW\n}");
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isBetween(20, 36);
        assertThat(e).hasMessageContaining("not JSON: ").hasMessageContaining("SCMP_ACT_ALLOW");
    }

    @Test
    void a_text_that_ends_too_early_is_refused_at_its_end() {
        SeccompException e = refusal("{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n\"syscalls\": [");
        assertThat(e.line()).isEqualTo(2);
        assertThat(e).hasMessageContaining("not JSON: ");
    }

    @Test
    void something_else_than_an_object_is_refused() {
        refused("^[]", "a profile is an array; write an object in braces");
        refused(" ^\"x\"", "a profile is a string; write an object in braces");
    }

    @Test
    void a_second_value_is_refused() {
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}\n ^{}",
                "more text after the profile; remove it");
    }

    @Test
    void a_name_that_stands_twice_is_refused_at_the_second() {
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n ^\"defaultAction\": \"SCMP_ACT_LOG\"}",
                "\"defaultAction\" stands twice in this object, first in line 1; keep one");
        refused(
                RULE.formatted("{\"names\": [\"read\"],\n ^\"names\": [], \"action\": \"x\"}"),
                "\"names\" stands twice in this object, first in line 3; keep one");
    }

    @Test
    void a_profile_without_a_default_is_refused() {
        refused("^{\"syscalls\": []}", "\"defaultAction\" is missing; write it");
        refused("^{\"defaultAction\": null}", "\"defaultAction\" is missing; write it");
    }

    @Test
    void an_unknown_field_is_refused_with_the_known_ones() {
        refused(
                "{^\"defaultaction\": 1}",
                "a profile has no field \"defaultaction\"; use one of defaultAction,"
                        + " defaultErrnoRet, defaultErrno, architectures, archMap, flags,"
                        + " syscalls");
        refused(
                RULE.formatted("{\"names\": [\"read\"],\n ^\"actoin\": \"SCMP_ACT_ALLOW\"}"),
                "a rule has no field \"actoin\"; use one of names, action, errnoRet, errno, args,"
                        + " includes, excludes, comment");
    }

    @Test
    void an_unknown_action_is_refused_with_the_known_ones() {
        refused(
                "{\"defaultAction\": ^\"SCMP_ACT_DENY\"}",
                "\"SCMP_ACT_DENY\" is not known in \"defaultAction\"; use one of"
                        + " SCMP_ACT_KILL_PROCESS, SCMP_ACT_KILL_THREAD, SCMP_ACT_TRAP,"
                        + " SCMP_ACT_ERRNO, SCMP_ACT_NOTIFY, SCMP_ACT_TRACE, SCMP_ACT_LOG,"
                        + " SCMP_ACT_ALLOW, SCMP_ACT_KILL");
    }

    @Test
    void an_unknown_operator_is_refused_with_the_known_ones() {
        refused(
                arg("{\"index\": 0, \"value\": 1, \"op\": ^\"SCMP_CMP_EQUAL\"}"),
                "\"SCMP_CMP_EQUAL\" is not known in \"op\"; use one of SCMP_CMP_NE, SCMP_CMP_LT,"
                        + " SCMP_CMP_LE, SCMP_CMP_EQ, SCMP_CMP_GE, SCMP_CMP_GT,"
                        + " SCMP_CMP_MASKED_EQ");
    }

    @Test
    void an_unknown_architecture_is_refused_with_the_nearest() {
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\","
                        + " \"architectures\": [^\"SCMP_ARCH_X8664\"]}",
                "\"SCMP_ARCH_X8664\" is not known in \"architectures\"; did you mean"
                        + " SCMP_ARCH_X86_64?");
    }

    @Test
    void an_unknown_capability_is_refused_with_the_nearest() {
        refused(
                RULE.formatted(
                        "{\"names\": [\"read\"], \"action\": \"SCMP_ACT_ALLOW\","
                                + " \"includes\": {\"caps\": [^\"CAP_SYSADMIN\"]}}"),
                "\"CAP_SYSADMIN\" is not known in \"caps\"; did you mean CAP_SYS_ADMIN?");
    }

    @Test
    void wrong_types_are_refused() {
        refused("{\"defaultAction\": ^1}", "\"defaultAction\" is a number; write a string");
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": ^{}}",
                "\"syscalls\" is an object; write an array");
        refused(RULE.formatted("^true"), "a rule is true or false; write an object in braces");
        refused(
                RULE.formatted("{\"names\": ^\"read\", \"action\": \"SCMP_ACT_ALLOW\"}"),
                "\"names\" is a string; write an array");
        refused(
                RULE.formatted("{\"names\": [^7], \"action\": \"SCMP_ACT_ALLOW\"}"),
                "\"names\" is a number; write a string");
        refused(
                arg("{\"index\": ^\"0\", \"value\": 1, \"op\": \"SCMP_CMP_EQ\"}"),
                "\"index\" is a string; write a number");
    }

    @Test
    void numbers_out_of_bounds_are_refused() {
        refused(
                arg("{\"index\": ^6, \"value\": 1, \"op\": \"SCMP_CMP_EQ\"}"),
                "\"index\" is 6; write a number from 0 to 5");
        refused(
                arg("{\"index\": 0, \"value\": ^-1, \"op\": \"SCMP_CMP_EQ\"}"),
                "\"value\" is -1; write a whole decimal number from 0 to 2^64-1");
        refused(
                arg("{\"index\": 0, \"value\": ^18446744073709551616, \"op\": \"SCMP_CMP_EQ\"}"),
                "\"value\" is 18446744073709551616; write a whole decimal number from 0 to 2^64-1");
        refused(
                arg("{\"index\": 0, \"value\": ^1.0, \"op\": \"SCMP_CMP_EQ\"}"),
                "\"value\" is 1.0; write a whole decimal number from 0 to 2^64-1");
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": ^4096}",
                "\"defaultErrnoRet\" is 4096; write a number from 0 to 4095");
    }

    @Test
    void an_errno_for_an_action_without_one_is_refused() {
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"defaultErrnoRet\": ^1}",
                "SCMP_ACT_ALLOW answers with no errno; remove the errno, or use SCMP_ACT_ERRNO");
    }

    @Test
    void two_errnos_that_differ_are_refused() {
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": 1,"
                        + " \"defaultErrno\": ^\"ENOSYS\"}",
                "\"defaultErrnoRet\" is 1 and \"defaultErrno\" is 38; keep one");
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrno\": ^\"ENOSSYS\"}",
                "\"ENOSSYS\" is no errno; did you mean ENOSYS?");
    }

    @Test
    void a_rule_about_nothing_is_refused() {
        refused(
                RULE.formatted("^{\"names\": [], \"action\": \"SCMP_ACT_ALLOW\"}"),
                "a rule names no system call; name some, or remove the rule");
        refused(
                RULE.formatted("^{\"action\": \"SCMP_ACT_ALLOW\"}"),
                "\"names\" is missing; write it");
        refused(
                RULE.formatted("{\"names\": [^\"Read File\"], \"action\": \"SCMP_ACT_ALLOW\"}"),
                "\"Read File\" cannot be a system call's name; use lower-case letters, digits and"
                        + " _");
    }

    @Test
    void two_conditions_on_one_argument_are_refused_because_runtimes_disagree_on_them() {
        refused(
                RULE.formatted(
                        """
                        ^{"names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [
                          {"index": 0, "value": 1, "op": "SCMP_CMP_GE"},
                          {"index": 0, "value": 4, "op": "SCMP_CMP_LT"}]}\
                        """),
                "a rule has two conditions on one argument; write one rule for each (rules are"
                        + " alternatives, conditions in a rule are not)");
    }

    @Test
    void a_second_value_that_means_nothing_is_refused() {
        refused(
                arg("^{\"index\": 0, \"value\": 1, \"valueTwo\": 2, \"op\": \"SCMP_CMP_EQ\"}"),
                "valueTwo means nothing to SCMP_CMP_EQ; leave it out, or use SCMP_CMP_MASKED_EQ");
        refused(
                arg(
                        "^{\"index\": 0, \"value\": 1, \"valueTwo\": 2,"
                                + "\"op\": \"SCMP_CMP_MASKED_EQ\"}"),
                "valueTwo has bits outside the mask in value; clear them, or widen the mask");
    }

    @Test
    void what_jsec_does_not_do_is_refused_by_name() {
        refused(
                "{\"defaultAction\": \"SCMP_ACT_NOTIFY\", ^\"listenerPath\": \"/run/x.sock\"}",
                "\"listenerPath\" is not supported: jsec hands no notification descriptor to"
                        + " another process; remove it");
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\","
                        + " \"flags\": [^\"SECCOMP_FILTER_FLAG_SPEC_ALLOW\"]}",
                "\"SECCOMP_FILTER_FLAG_SPEC_ALLOW\" is not supported in \"flags\"; remove it: it"
                        + " switches off a defence against speculative execution");
    }

    @Test
    void both_forms_of_architectures_together_are_refused() {
        refused(
                """
                {"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_X86_64"],
                 "archMap": ^[{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": []}]}
                """,
                "both \"architectures\" and \"archMap\" are there; keep one");
    }

    @Test
    void a_kernel_version_that_is_none_is_refused() {
        refused(
                RULE.formatted(
                        "{\"names\": [\"read\"], \"action\": \"SCMP_ACT_ALLOW\","
                                + " \"includes\": {\"minKernel\": ^\"six\"}}"),
                "\"six\" is no kernel version; write two numbers with a dot, such as \"4.8\"");
    }

    @Test
    void sizes_are_limited() {
        refused("^" + " ".repeat(JsonReader.TEXT_CHARS_MAX + 1), "the text has 1,048,577");
        refused("[".repeat(17) + "^[" + "]".repeat(18), "values are nested more than 16 deep");
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": ^"
                        + "1".repeat(33)
                        + "}",
                "a number has more than 32 characters");
        String names = "\"a\",".repeat(RuleReader.NAMES_MAX) + "\"a\"";
        refused(
                RULE.formatted("{\"names\": ^[%s], \"action\": \"SCMP_ACT_LOG\"}".formatted(names)),
                "\"names\" has 1025 elements; keep at most 1024");
        refused(
                RULE.formatted(
                        "{\"names\": [^\"%s\"], \"action\": \"x\"}".formatted("a".repeat(65))),
                "\"names\" has a string of 65 characters; keep at most 64");
        String rule = "{\"names\":[\"read\"],\"action\":\"SCMP_ACT_LOG\"}";
        refused(
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": ^[%s]}"
                        .formatted((rule + ",").repeat(ProfileReader.RULES_MAX) + rule),
                "\"syscalls\" has 4097 elements; keep at most 4096");
    }

    @Test
    void control_characters_of_a_profile_do_not_reach_a_message() {
        refused(
                "{^\"a\\nb\\u001b[31m\": 1}",
                "a profile has no field \"a?b?[31m\"; use one of defaultAction");
    }

    private static String arg(String arg) {
        return RULE.formatted(
                "{\"names\": [\"read\"], \"action\": \"SCMP_ACT_ALLOW\",\n\"args\": ["
                        + arg
                        + "]}");
    }

    /** The text with a ^ before what is refused, and how the message goes on after the place. */
    private static void refused(String marked, String message) {
        int at = marked.indexOf('^');
        String before = marked.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = at - before.lastIndexOf('\n');
        SeccompException e = refusal(before + marked.substring(at + 1));
        assertThat(e.getMessage())
                .startsWith(
                        "seccomp profile, line %d, column %d: %s".formatted(line, column, message));
        assertThat(e.line()).isEqualTo(line);
        assertThat(e.column()).isEqualTo(column);
    }

    private static SeccompException refusal(String text) {
        SeccompException e =
                catchThrowableOfType(SeccompException.class, () -> SeccompProfile.parse(text));
        assertThat(e).as(text).isNotNull();
        return e;
    }
}
