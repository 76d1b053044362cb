package io.jsec.cli.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills a template with one value. What a plain list goes through asks with instanceof: the first
 * switch over types in a process makes a class, which takes longer than the list.
 */
final class Renderer {
    /** More output than this is a template that multiplies itself. */
    private static final int OUTPUT_CHARACTERS_MAX = 64 << 20;

    /** How a list of parts ended. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final boolean header;
    private final StringBuilder out = new StringBuilder();
    private final Scope root = new Scope(null);

    /**
     * For one value.
     *
     * @param header whether it is filled with the names of columns
     */
    Renderer(@Nullable Object value, boolean header) {
        this.header = header;
        root.declare("$", value);
    }

    String render(List<Node> nodes) {
        run(nodes, root.value("$"), root);
        return out.toString();
    }

    private Flow run(List<Node> nodes, @Nullable Object dot, Scope scope) {
        for (Node node : nodes) {
            Flow flow = run(node, dot, scope);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow run(Node node, @Nullable Object dot, Scope scope) {
        if (node instanceof Node.Text text) {
            print(text.text());
            return Flow.ON;
        }
        if (node instanceof Node.Action action) {
            Object value = value(action.pipe(), dot, scope);
            if (action.pipe().variables().isEmpty()) {
                print(GoText.of(value));
            }
            return Flow.ON;
        }
        return block(node, dot, scope);
    }

    private Flow block(Node node, @Nullable Object dot, Scope scope) {
        return switch (node) {
            case Node.If check -> {
                Scope inner = new Scope(scope);
                boolean holds = GoText.isTrue(value(check.pipe(), dot, inner));
                yield run(holds ? check.then() : check.otherwise(), dot, new Scope(inner));
            }
            case Node.With with -> {
                Scope inner = new Scope(scope);
                Object value = value(with.pipe(), dot, inner);
                yield GoText.isTrue(value)
                        ? run(with.then(), value, new Scope(inner))
                        : run(with.otherwise(), dot, new Scope(inner));
            }
            case Node.Range range -> range(range, dot, scope);
            case Node.Break stop -> Flow.BREAK;
            case Node.Continue next -> Flow.CONTINUE;
            case Node.Text text -> throw new IllegalStateException("no block: " + text);
            case Node.Action action -> throw new IllegalStateException("no block: " + action);
        };
    }

    private Flow range(Node.Range range, @Nullable Object dot, Scope scope) {
        Scope inner = new Scope(scope);
        Object value = plain(range.pipe(), dot, inner);
        Map<Object, @Nullable Object> elements = elements(range.pipe(), value);
        if (elements.isEmpty()) {
            return run(range.otherwise(), dot, new Scope(inner));
        }
        for (Map.Entry<Object, @Nullable Object> element : elements.entrySet()) {
            Scope each = new Scope(inner);
            bind(range.pipe(), each, element.getKey(), element.getValue());
            Flow flow = run(range.body(), element.getValue(), each);
            if (flow == Flow.BREAK) {
                break;
            }
        }
        return Flow.ON;
    }

    private static void bind(Pipe pipe, Scope scope, Object key, @Nullable Object value) {
        List<String> names = pipe.variables();
        for (int i = 0; i < names.size(); i++) {
            Object bound = i == 0 && names.size() == 2 ? key : value;
            if (pipe.declares()) {
                scope.declare(names.get(i), bound);
            } else {
                scope.assign(names.get(i), bound);
            }
        }
    }

    /** The elements by key: of a list by place, of a map in the order of its keys. */
    private static Map<Object, @Nullable Object> elements(Pipe pipe, @Nullable Object value) {
        Map<Object, @Nullable Object> elements = new java.util.LinkedHashMap<>();
        switch (value) {
            case null -> {
                // Nothing to go through.
            }
            case GoNil nil -> {
                // Nothing either.
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    elements.put((long) i, list.get(i));
                }
            }
            case Map<?, ?> map -> new TreeMap<Object, Object>(map).forEach(elements::put);
            case Long count -> {
                for (long i = 0; i < count && i < OUTPUT_CHARACTERS_MAX; i++) {
                    elements.put(i, i);
                }
            }
            default ->
                    throw TemplateException.value(
                            pipe.place(),
                            pipe.commands().getFirst().getFirst().text(),
                            "range can't iterate over " + GoText.of(value));
        }
        return elements;
    }

    private @Nullable Object value(Pipe pipe, @Nullable Object dot, Scope scope) {
        Object value = plain(pipe, dot, scope);
        for (String name : pipe.variables()) {
            if (pipe.declares()) {
                scope.declare(name, value);
            } else {
                scope.assign(name, value);
            }
        }
        return value;
    }

    private @Nullable Object plain(Pipe pipe, @Nullable Object dot, Scope scope) {
        Object value = null;
        for (int i = 0; i < pipe.commands().size(); i++) {
            List<@Nullable Object> piped = new ArrayList<>();
            if (i > 0) {
                piped.add(value);
            }
            value = command(pipe.commands().get(i), piped, dot, scope);
        }
        return value;
    }

    private @Nullable Object command(
            List<Term> terms, List<@Nullable Object> piped, @Nullable Object dot, Scope scope) {
        Term first = terms.getFirst();
        List<Term> rest = terms.subList(1, terms.size());
        if (first instanceof Term.Function function) {
            if (function.text().equals("and") || function.text().equals("or")) {
                return junction(function, rest, piped, dot, scope);
            }
            List<@Nullable Object> words = new ArrayList<>();
            for (Term term : rest) {
                words.add(value(term, dot, scope));
            }
            words.addAll(piped);
            if (header && Functions.isLook(function.text()) && !words.isEmpty()) {
                return words.getFirst();
            }
            String text = text(terms);
            return Functions.call(
                    function.text(),
                    words,
                    why -> TemplateException.value(first.place(), text, why));
        }
        if (rest.isEmpty() && piped.isEmpty()) {
            if (first instanceof Term.Constant constant && constant.value() == null) {
                throw TemplateException.value(first.place(), "nil", "nil is not a command");
            }
            return value(first, dot, scope);
        }
        return method(first, rest, piped, dot, scope);
    }

    private @Nullable Object method(
            Term first,
            List<Term> rest,
            List<@Nullable Object> piped,
            @Nullable Object dot,
            Scope scope) {
        if (first instanceof Term.Chain chain && !chain.fields().isEmpty()) {
            List<String> before = chain.fields().subList(0, chain.fields().size() - 1);
            Object owner = fields(chain, before, base(chain, dot, scope));
            List<Object> words = new ArrayList<>();
            for (Term term : rest) {
                words.add(String.valueOf(value(term, dot, scope)));
            }
            piped.forEach(each -> words.add(String.valueOf(each)));
            if (owner instanceof Fields fields) {
                java.util.Optional<Object> called = fields.call(chain.fields().getLast(), words);
                if (called.isPresent()) {
                    return called.get();
                }
            }
        }
        throw TemplateException.value(
                first.place(), first.text(), "can't give argument to non-function " + first.text());
    }

    private @Nullable Object junction(
            Term.Function function,
            List<Term> rest,
            List<@Nullable Object> piped,
            @Nullable Object dot,
            Scope scope) {
        boolean stopAt = function.text().equals("or");
        if (rest.isEmpty() && piped.isEmpty()) {
            throw TemplateException.value(
                    function.place(),
                    function.text(),
                    "wrong number of args for " + function.text() + ": want at least 1 got 0");
        }
        Object value = null;
        for (Term term : rest) {
            value = value(term, dot, scope);
            if (GoText.isTrue(value) == stopAt) {
                return value;
            }
        }
        return piped.isEmpty() ? value : piped.getFirst();
    }

    private @Nullable Object value(Term term, @Nullable Object dot, Scope scope) {
        if (term instanceof Term.Chain chain) {
            return fields(chain, chain.fields(), base(chain, dot, scope));
        }
        return term instanceof Term.Constant constant
                ? constant.value()
                : command(List.of(term), new ArrayList<>(), dot, scope);
    }

    private @Nullable Object base(Term.Chain chain, @Nullable Object dot, Scope scope) {
        if (chain.base() instanceof Term.Base.Variable variable) {
            return scope.value(variable.name());
        }
        return chain.base() instanceof Term.Base.Nested nested
                ? plain(nested.pipe(), dot, new Scope(scope))
                : dot;
    }

    private static @Nullable Object fields(
            Term.Chain chain, List<String> names, @Nullable Object start) {
        Object value = start;
        for (String name : names) {
            value = field(chain, name, value);
        }
        return value;
    }

    private static @Nullable Object field(Term.Chain chain, String name, @Nullable Object value) {
        if (value instanceof Fields fields) {
            if (fields.has(name)) {
                return fields.field(name);
            }
            throw noField(chain, name, fields.type());
        }
        if (value instanceof Map<?, ?> map) {
            return map.containsKey(name) ? map.get(name) : GoNil.NO_VALUE;
        }
        if (value instanceof GoNil nil && nil != GoNil.LIST) {
            return GoNil.NO_VALUE;
        }
        if (value == null) {
            throw TemplateException.value(
                    chain.place(), chain.text(), "nil data; no entry for key \"" + name + "\"");
        }
        throw noField(chain, name, GoText.type(value));
    }

    private static TemplateException noField(Term.Chain chain, String name, String type) {
        return TemplateException.value(
                chain.place(), chain.text(), "can't evaluate field " + name + " in type " + type);
    }

    private static String text(List<Term> terms) {
        StringBuilder text = new StringBuilder();
        terms.forEach(term -> text.append(text.isEmpty() ? "" : " ").append(term.text()));
        return text.toString();
    }

    private void print(String text) {
        if (out.length() + text.length() > OUTPUT_CHARACTERS_MAX) {
            throw TemplateException.value(
                    new Place(1, 0), "", "more than " + OUTPUT_CHARACTERS_MAX + " characters");
        }
        out.append(text);
    }
}
