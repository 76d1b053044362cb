package io.jsec.cli.template;

/** A template that cannot be read, or cannot be filled with a value. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether the text itself is wrong, whatever the value. */
    private final boolean syntax;

    private TemplateException(boolean syntax, String message) {
        super(message);
        this.syntax = syntax;
    }

    /** A text that is no template. */
    static TemplateException syntax(Place place, String why) {
        return new TemplateException(true, "template: " + place + ": " + why);
    }

    /** A value that the template cannot be filled with. */
    static TemplateException value(Place place, String what, String why) {
        return new TemplateException(
                false, "template: " + place + ": executing \"\" at <" + what + ">: " + why);
    }

    /** Whether the text itself is wrong, whatever the value. */
    public boolean isSyntax() {
        return syntax;
    }
}
