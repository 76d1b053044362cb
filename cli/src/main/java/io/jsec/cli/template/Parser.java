package io.jsec.cli.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** From the words of a template to its parts. */
final class Parser {
    /** Deeper nesting would end on the stack. */
    private static final int NESTING_MAX = 100;

    private static final Set<String> REFUSED = Set.of("define", "template", "block");

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int loops;

    /** The variables that are known here, by scope. */
    private final Deque<List<String>> scopes = new ArrayDeque<>();

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
        scopes.push(new ArrayList<>(List.of("$")));
    }

    /** The parts of a template. */
    static List<Node> parse(String source) {
        Parser parser = new Parser(Lexer.tokens(source));
        List<Node> nodes = parser.body(false);
        return nodes;
    }

    /** Parts up to the end of the text, or up to the {@code end} or {@code else} of a block. */
    private List<Node> body(boolean inside) {
        List<Node> nodes = new ArrayList<>();
        while (true) {
            Token token = next();
            switch (token.kind()) {
                case TEXT -> nodes.add(new Node.Text(token.text()));
                case OPEN -> {
                    if (isKeyword("end") || isKeyword("else")) {
                        if (!inside) {
                            throw error(peek(), "unexpected {{" + peek().text() + "}}");
                        }
                        return nodes;
                    }
                    nodes.add(action());
                }
                case END -> {
                    if (inside) {
                        throw error(token, "unexpected EOF");
                    }
                    return nodes;
                }
                case CLOSE, NAME, FIELD, DOT, VARIABLE, STRING, CHARACTER, NUMBER, SIGN ->
                        throw new IllegalStateException("outside of an action: " + token);
            }
        }
    }

    private Node action() {
        Token word = peek();
        if (word.kind() == Token.Kind.NAME) {
            if (REFUSED.contains(word.text())) {
                throw error(word, "{{" + word.text() + "}} is not supported here");
            }
            switch (word.text()) {
                case "if", "with", "range" -> {
                    next();
                    return block(word);
                }
                case "break", "continue" -> {
                    next();
                    if (loops == 0) {
                        throw error(word, "{{" + word.text() + "}} outside {{range}}");
                    }
                    close(word.text());
                    return word.text().equals("break") ? new Node.Break() : new Node.Continue();
                }
                default -> {
                    // A function.
                }
            }
        }
        Pipe pipe = pipe(false);
        close("command");
        return new Node.Action(pipe);
    }

    private Node block(Token word) {
        enter(word);
        scopes.push(new ArrayList<>());
        boolean range = word.text().equals("range");
        Pipe pipe = pipe(range);
        close(word.text());
        loops += range ? 1 : 0;
        scopes.push(new ArrayList<>());
        List<Node> then = body(true);
        scopes.pop();
        loops -= range ? 1 : 0;
        List<Node> otherwise = List.of();
        if (isKeyword("else")) {
            next();
            otherwise = otherwise(word);
        } else {
            next();
            close("end");
        }
        scopes.pop();
        depth--;
        return switch (word.text()) {
            case "if" -> new Node.If(pipe, then, otherwise);
            case "with" -> new Node.With(pipe, then, otherwise);
            default -> new Node.Range(pipe, then, otherwise);
        };
    }

    /** What follows {@code else}: a body and its end, or another condition that has both. */
    private List<Node> otherwise(Token word) {
        if (isKeyword(word.text()) && !word.text().equals("range")) {
            return List.of(block(next()));
        }
        close("else");
        scopes.push(new ArrayList<>());
        List<Node> nodes = body(true);
        scopes.pop();
        if (isKeyword("else")) {
            throw error(peek(), "expected end; found {{else}}");
        }
        next();
        close("end");
        return nodes;
    }

    private Pipe pipe(boolean range) {
        Place place = peek().place();
        List<String> variables = new ArrayList<>();
        boolean declares = false;
        if (peek().kind() == Token.Kind.VARIABLE) {
            Token sign = tokens.get(at + 1);
            boolean two = range && sign.is(",");
            Token assigns = two ? tokens.get(Math.min(at + 3, tokens.size() - 1)) : sign;
            if (assigns.is(":=") || assigns.is("=")) {
                declares = assigns.is(":=");
                variables.add(next().text());
                if (two) {
                    next();
                    variables.add(variable().text());
                }
                next();
            }
        }
        List<List<Term>> commands = commands(place);
        for (String name : variables) {
            if (declares) {
                scopes.element().add(name);
            } else if (!isKnown(name)) {
                throw TemplateException.syntax(place, "undefined variable \"" + name + "\"");
            }
        }
        return new Pipe(place, variables, declares, commands);
    }

    private Token variable() {
        Token token = next();
        if (token.kind() != Token.Kind.VARIABLE) {
            throw error(token, "a variable is expected, not \"" + token.text() + "\"");
        }
        return token;
    }

    private List<List<Term>> commands(Place place) {
        List<List<Term>> commands = new ArrayList<>();
        while (true) {
            List<Term> terms = new ArrayList<>();
            while (startsTerm(peek())) {
                if (!terms.isEmpty() && !peek().spaced()) {
                    throw error(peek(), "unexpected \"" + peek().text() + "\" in operand");
                }
                terms.add(term());
            }
            if (terms.isEmpty()) {
                if (commands.isEmpty() && peek().kind() == Token.Kind.CLOSE) {
                    throw TemplateException.syntax(place, "missing value for command");
                }
                throw error(peek(), "unexpected \"" + peek().text() + "\"");
            }
            if (!commands.isEmpty() && terms.getFirst() instanceof Term.Constant constant) {
                throw TemplateException.syntax(
                        constant.place(), "non executable command in pipeline stage");
            }
            commands.add(terms);
            if (!peek().is("|")) {
                return commands;
            }
            next();
        }
    }

    private static boolean startsTerm(Token token) {
        return switch (token.kind()) {
            case NAME, FIELD, DOT, VARIABLE, STRING, CHARACTER, NUMBER -> true;
            case SIGN -> token.is("(");
            case TEXT, OPEN, CLOSE, END -> false;
        };
    }

    private Term term() {
        Token token = next();
        return switch (token.kind()) {
            case STRING ->
                    new Term.Constant(token.place(), GoQuote.quote(token.text()), token.text());
            case CHARACTER ->
                    new Term.Constant(token.place(), token.text(), Long.valueOf(token.text()));
            case NUMBER -> new Term.Constant(token.place(), token.text(), number(token));
            case NAME -> name(token);
            case DOT -> chain(token, new Term.Base.Dot(), new ArrayList<>());
            case FIELD -> {
                List<String> fields = new ArrayList<>();
                fields.add(token.text().substring(1));
                yield chain(token, new Term.Base.Dot(), fields);
            }
            case VARIABLE -> {
                if (!isKnown(token.text())) {
                    throw error(token, "undefined variable \"" + token.text() + "\"");
                }
                yield chain(token, new Term.Base.Variable(token.text()), new ArrayList<>());
            }
            case SIGN -> {
                enter(token);
                Pipe inner = pipe(false);
                if (!next().is(")")) {
                    throw error(token, "unclosed left paren");
                }
                depth--;
                yield chain(token, new Term.Base.Nested(inner), new ArrayList<>());
            }
            case TEXT, OPEN, CLOSE, END -> throw new IllegalStateException("no term: " + token);
        };
    }

    private static Term name(Token token) {
        return switch (token.text()) {
            case "true" -> new Term.Constant(token.place(), "true", true);
            case "false" -> new Term.Constant(token.place(), "false", false);
            case "nil" -> new Term.Constant(token.place(), "nil", null);
            default -> {
                if (!Functions.isKnown(token.text())) {
                    throw error(token, "function \"" + token.text() + "\" not defined");
                }
                yield new Term.Function(token.place(), token.text());
            }
        };
    }

    private Term chain(Token start, Term.Base base, List<String> fields) {
        StringBuilder text = new StringBuilder(start.is("(") ? "(...)" : start.text());
        while (peek().kind() == Token.Kind.FIELD && !peek().spaced()) {
            if (start.kind() == Token.Kind.DOT) {
                throw error(peek(), "unexpected <.> in operand");
            }
            text.append(peek().text());
            fields.add(next().text().substring(1));
        }
        return new Term.Chain(start.place(), text.toString(), base, List.copyOf(fields));
    }

    private static Object number(Token token) {
        return GoNumber.parse(token.text())
                .orElseThrow(() -> error(token, "bad number syntax: \"" + token.text() + "\""));
    }

    private boolean isKnown(String variable) {
        return scopes.stream().anyMatch(scope -> scope.contains(variable));
    }

    private void enter(Token token) {
        if (++depth > NESTING_MAX) {
            throw error(token, "nested more than " + NESTING_MAX + " deep");
        }
    }

    private boolean isKeyword(String word) {
        return peek().kind() == Token.Kind.NAME && peek().text().equals(word);
    }

    private void close(String context) {
        Token token = next();
        if (token.kind() != Token.Kind.CLOSE) {
            throw error(token, "unexpected \"" + token.text() + "\" in " + context);
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    private static TemplateException error(Token token, String why) {
        return TemplateException.syntax(token.place(), why);
    }
}
