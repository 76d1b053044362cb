package io.jsec.cli.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template that can be filled with values, as often as wanted.
 *
 * @see <a href="https://pkg.go.dev/text/template">text/template</a>
 */
public final class Template {
    private final List<Node> nodes;

    private Template(List<Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException where it is none; the message names line and column
     */
    public static Template parse(String text) {
        return new Template(Parser.parse(text));
    }

    /**
     * The text that a value gives.
     *
     * @param value what the dot stands for
     * @throws TemplateException where the value lacks a field that is named, or has a wrong kind
     */
    public String render(@Nullable Object value) {
        return new Renderer(value, false).render(nodes);
    }

    /**
     * The line above a table: functions that change the look of a text leave it as it is.
     *
     * @param value whose fields are the names of the columns
     */
    public String renderHeader(Fields value) {
        return new Renderer(value, true).render(nodes);
    }

    /** A value as JSON in one line, as the function {@code json} writes it. */
    public static String json(@Nullable Object value) {
        return GoJson.write(value);
    }
}
