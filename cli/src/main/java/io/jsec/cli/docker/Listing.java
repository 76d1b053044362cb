package io.jsec.cli.docker;

import io.jsec.cli.template.Fields;
import io.jsec.cli.template.Template;
import io.jsec.cli.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A list in the form that was asked for: a table, JSON, or a template for each row. */
final class Listing<T> {
    private static final String TABLE = "table";

    private final String kind;
    private final List<Column<T>> columns;
    private final String table;
    private @Nullable BiFunction<T, String, String> label;
    private String raw = "";

    /**
     * A kind of list.
     *
     * @param kind what a row is, for messages
     * @param columns all fields, in the order of their names
     * @param table the template of the usual table, with tabs between its cells
     */
    Listing(String kind, List<Column<T>> columns, String table) {
        this.kind = kind;
        this.columns = columns;
        this.table = table;
    }

    /** The same whose rows have labels. */
    Listing<T> labels(BiFunction<T, String, String> value) {
        label = value;
        return this;
    }

    /** The same with a template for the format {@code raw}. */
    Listing<T> raw(String template) {
        raw = template;
        return this;
    }

    /**
     * The text of a list.
     *
     * @param format as typed; empty for the table
     * @throws DockerException where the format cannot be used
     */
    String text(String format, List<T> rows) {
        String wanted = format.isEmpty() || format.equals(TABLE) ? TABLE + " " + table : format;
        if (wanted.equals("json")) {
            wanted = "{{json .}}";
        } else if (wanted.equals("raw") && !raw.isEmpty()) {
            wanted = raw;
        }
        boolean isTable = wanted.startsWith(TABLE);
        String source = isTable ? wanted.substring(TABLE.length()) : wanted;
        source = (isTable ? source.strip() : source).replace("\\t", "\t").replace("\\n", "\n");
        Template template = parse(source);
        StringBuilder text = new StringBuilder();
        try {
            if (isTable) {
                text.append(template.renderHeader(new Header())).append('\n');
            }
            for (T row : rows) {
                text.append(template.render(new Row(row))).append('\n');
            }
        } catch (TemplateException e) {
            throw DockerException.of("failed to execute template: " + e.getMessage());
        }
        return isTable ? TextTable.align(text.toString(), TextTable.LIST_WIDTH) : text.toString();
    }

    /** Reads a template; one that is none ends the verb. */
    static Template parse(String source) {
        try {
            return Template.parse(source);
        } catch (TemplateException e) {
            throw DockerException.of("failed to parse template: " + e.getMessage());
        }
    }

    private Optional<Column<T>> column(String name) {
        return columns.stream().filter(column -> column.field().equals(name)).findFirst();
    }

    private List<String> fieldNames() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.field()));
        return names;
    }

    private final class Row implements Fields {
        private final T value;

        Row(T value) {
            this.value = value;
        }

        @Override
        public String type() {
            return kind;
        }

        @Override
        public List<String> names() {
            return fieldNames();
        }

        @Override
        public boolean has(String name) {
            return column(name).isPresent();
        }

        @Override
        public @Nullable Object field(String name) {
            return column(name).orElseThrow().value().apply(value);
        }

        @Override
        public Optional<Object> call(String name, List<Object> words) {
            return label != null && name.equals("Label") && words.size() == 1
                    ? Optional.of(label.apply(value, words.getFirst().toString()))
                    : Optional.empty();
        }

        @Override
        public boolean escapesMarkup() {
            return true;
        }
    }

    private final class Header implements Fields {
        @Override
        public String type() {
            return kind;
        }

        @Override
        public List<String> names() {
            return fieldNames();
        }

        @Override
        public boolean has(String name) {
            return column(name).isPresent();
        }

        @Override
        public Object field(String name) {
            return column(name).orElseThrow().header();
        }

        @Override
        public Optional<Object> call(String name, List<Object> words) {
            return label != null && name.equals("Label") && words.size() == 1
                    ? Optional.of(words.getFirst().toString().replace('-', ' ').replace('_', ' '))
                    : Optional.empty();
        }
    }
}
