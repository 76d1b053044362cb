package io.jsec.seccomp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One element of {@code syscalls}: from JSON values to the model. */
final class RuleReader {
    /** A rule may name this many system calls. */
    static final int NAMES_MAX = 1024;

    /** A name may have this many characters. */
    static final int NAME_CHARS_MAX = 64;

    /** A comment may have this many characters. */
    static final int COMMENT_CHARS_MAX = 4096;

    private static final List<String> FIELDS =
            List.of(
                    "names",
                    "action",
                    "errnoRet",
                    "errno",
                    "args",
                    "includes",
                    "excludes",
                    "comment");

    private static final List<String> ARG_FIELDS = List.of("index", "value", "valueTwo", "op");
    private static final List<String> FILTER_FIELDS = List.of("caps", "arches", "minKernel");
    private static final Map<String, ComparisonOp> OPS =
            ProfileReader.byName(ComparisonOp.values(), ComparisonOp::ociName);
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    private RuleReader() {}

    static SyscallRule read(Json json) {
        Fields rule = new Fields(json, "a rule", FIELDS);
        rule.required("names");
        List<String> names = rule.each("names", NAMES_MAX, RuleReader::name);
        SeccompAction action = ActionReader.read(rule, "action", "errnoRet", "errno");
        List<ArgCondition> args = rule.each("args", ArgCondition.ARGS_MAX, RuleReader::condition);
        RuleFilter includes =
                rule.value("includes").map(RuleReader::filter).orElse(RuleFilter.NONE);
        RuleFilter excludes =
                rule.value("excludes").map(RuleReader::filter).orElse(RuleFilter.NONE);
        String comment = rule.text("comment", COMMENT_CHARS_MAX).orElse("");
        return rule.build(() -> new SyscallRule(names, action, args, includes, excludes, comment));
    }

    private static String name(Json json) {
        String name = Fields.text(json, "names", NAME_CHARS_MAX);
        if (!NAME.matcher(name).matches()) {
            throw json.place()
                    .problem(
                            "\"%s\" cannot be a system call's name"
                                    .formatted(JsonReader.oneLine(name)),
                            "use lower-case letters, digits and _");
        }
        return name;
    }

    private static ArgCondition condition(Json json) {
        Fields arg = new Fields(json, "a condition", ARG_FIELDS);
        arg.required("index");
        arg.required("value");
        int index = arg.number("index", ArgCondition.ARGS_MAX - 1).orElseThrow();
        long value = arg.unsigned("value").orElseThrow();
        long valueTwo = arg.unsigned("valueTwo").orElse(0L);
        ComparisonOp op = arg.oneOf("op", OPS);
        return arg.build(() -> new ArgCondition(index, op, value, valueTwo));
    }

    private static RuleFilter filter(Json json) {
        Fields filter = new Fields(json, "includes or excludes", FILTER_FIELDS);
        Optional<KernelVersion> minKernel =
                filter.text("minKernel", NAME_CHARS_MAX)
                        .filter(text -> !text.isEmpty())
                        .map(text -> version(filter.place("minKernel"), text));
        return new RuleFilter(
                filter.namesAmong("caps", KnownNames.CAPABILITIES),
                filter.namesAmong("arches", KnownNames.PROFILE_ARCHES),
                minKernel);
    }

    private static KernelVersion version(Json.Place place, String text) {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.matches()) {
            throw place.problem(
                    "\"%s\" is no kernel version".formatted(JsonReader.oneLine(text)),
                    "write two numbers with a dot, such as \"4.8\"");
        }
        return new KernelVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
}
