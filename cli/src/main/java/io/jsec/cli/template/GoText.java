package io.jsec.cli.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How Go prints values and what it takes for true. */
final class GoText {
    private GoText() {}

    /** As the verb {@code %v} prints it. */
    static String of(@Nullable Object value) {
        return value instanceof String text ? text : other(value);
    }

    private static String other(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Double number -> GoNumber.print(number);
            case List<?> list -> {
                List<String> parts = new ArrayList<>();
                list.forEach(each -> parts.add(of(each)));
                yield "[" + String.join(" ", parts) + "]";
            }
            case Map<?, ?> map -> {
                List<String> parts = new ArrayList<>();
                new TreeMap<Object, Object>(map)
                        .forEach((key, each) -> parts.add(key + ":" + of(each)));
                yield "map[" + String.join(" ", parts) + "]";
            }
            case Fields fields -> {
                List<String> parts = new ArrayList<>();
                fields.names().forEach(name -> parts.add(of(fields.field(name))));
                yield "{" + String.join(" ", parts) + "}";
            }
            default -> value.toString();
        };
    }

    /** False are: false, zero, nothing, and what is empty. */
    static boolean isTrue(@Nullable Object value) {
        return value instanceof String text ? !text.isEmpty() : isOtherTrue(value);
    }

    private static boolean isOtherTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case GoNil nil -> false;
            case Boolean truth -> truth;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** The name of a value's kind. */
    static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "interface {}";
            case Boolean truth -> "bool";
            case Long number -> "int";
            case Double number -> "float64";
            case String text -> "string";
            case List<?> list -> "[]interface {}";
            case Map<?, ?> map -> "map[string]interface {}";
            case GoNil nil -> nil == GoNil.LIST ? "[]interface {}" : "map[string]interface {}";
            case Fields fields -> fields.type();
            default -> value.getClass().getSimpleName();
        };
    }
}
