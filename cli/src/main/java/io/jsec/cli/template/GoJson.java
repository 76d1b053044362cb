package io.jsec.cli.template;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON in one line, with the keys of maps sorted and those of structures in their order. */
final class GoJson {
    private static final String LETTERS = "\"\\bfnrt";
    private static final String MEANINGS = "\"\\\b\f\n\r\t";

    private final StringBuilder out = new StringBuilder();

    private GoJson() {}

    static String write(@Nullable Object value) {
        GoJson json = new GoJson();
        json.value(value, false);
        return json.out.toString();
    }

    private void value(@Nullable Object value, boolean escape) {
        switch (value) {
            case null -> out.append("null");
            case GoNil nil -> out.append("null");
            case String text -> text(text, escape);
            case Double number -> out.append(GoNumber.print(number));
            case List<?> list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    value(list.get(i), escape);
                }
                out.append(']');
            }
            case Map<?, ?> map -> {
                String comma = "";
                out.append('{');
                for (Map.Entry<Object, Object> each : new TreeMap<Object, Object>(map).entrySet()) {
                    out.append(comma);
                    text(String.valueOf(each.getKey()), escape);
                    out.append(':');
                    value(each.getValue(), escape);
                    comma = ",";
                }
                out.append('}');
            }
            case Fields fields -> structure(fields, escape || fields.escapesMarkup());
            default -> out.append(value);
        }
    }

    private void structure(Fields fields, boolean escape) {
        String comma = "";
        out.append('{');
        for (String name : fields.names()) {
            out.append(comma);
            text(name, escape);
            out.append(':');
            value(fields.field(name), escape);
            comma = ",";
        }
        out.append('}');
    }

    private void text(String text, boolean escape) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int known = MEANINGS.indexOf(c);
            if (known >= 0) {
                out.append('\\').append(LETTERS.charAt(known));
            } else if (c < 0x20
                    || c == '\u2028'
                    || c == '\u2029'
                    || (escape && (c == '<' || c == '>' || c == '&'))) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
