package io.jsec.rules.cel;

import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The variable that rules over one kind of targets see: its fields, and where they come from.
 *
 * @param <F> the facts
 */
public final class Schema<F extends Facts> {
    /**
     * A field.
     *
     * @param type what it holds
     * @param read its value in the form CEL takes: texts, numbers as {@code Long}, truth values,
     *     lists and maps of them
     */
    record Field<F>(FieldType type, Function<F, ? extends Fact<?>> read) {}

    /** Many rules see one target, one after the other. */
    private record Kept<F>(F facts, Map<String, Object> values) {}

    private final AtomicReference<Kept<F>> kept = new AtomicReference<>();
    private final String name;
    private final Class<F> subject;
    private final Function<F, SourceLocation> whole;
    private final Map<String, Field<F>> fields = new LinkedHashMap<>();

    Schema(String name, Class<F> subject, Function<F, SourceLocation> whole) {
        this.name = name;
        this.subject = subject;
        this.whole = whole;
        text("name", facts -> Fact.of(facts.target().name(), whole.apply(facts)));
    }

    /** The kind as rules write it, and the variable's name. */
    public String name() {
        return name;
    }

    /** The types of its fields, in order. */
    public Map<String, FieldType> types() {
        Map<String, FieldType> types = new LinkedHashMap<>();
        fields.forEach((field, value) -> types.put(field, value.type()));
        types.put("set", FieldType.Plain.TEXTS);
        return types;
    }

    Class<F> subject() {
        return subject;
    }

    SourceLocation whole(F facts) {
        return whole.apply(facts);
    }

    /** One field of a target. */
    Fact<?> read(String field, F facts) {
        Field<F> found = fields.get(field);
        return found == null ? Fact.absent(whole.apply(facts)) : found.read().apply(facts);
    }

    /** All fields of a target; what is absent or unknown has its type's zero. */
    @SuppressWarnings("ReferenceEquality") // Comparing all that is known would cost more.
    Map<String, Object> values(F facts) {
        Kept<F> last = kept.get();
        if (last == null || last.facts() != facts) {
            last = new Kept<>(facts, Collections.unmodifiableMap(all(facts)));
            kept.set(last);
        }
        return last.values();
    }

    private Map<String, Object> all(F facts) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> set = new ArrayList<>();
        fields.forEach((field, value) -> {
            Fact<?> fact = value.read().apply(facts);
            if (fact instanceof Fact.Present<?> present) {
                set.add(field);
                values.put(field, present.value());
            } else {
                values.put(field, value.type().zero());
            }
        });
        values.put("set", set);
        return values;
    }

    Schema<F> text(String field, Function<F, Fact<String>> read) {
        return add(field, FieldType.Plain.TEXT, read);
    }

    Schema<F> number(String field, Function<F, Fact<Long>> read) {
        return add(field, FieldType.Plain.NUMBER, read);
    }

    Schema<F> truth(String field, Function<F, Fact<Boolean>> read) {
        return add(field, FieldType.Plain.TRUTH, read);
    }

    Schema<F> texts(String field, Function<F, Fact<List<Located<String>>>> read) {
        return add(field, FieldType.Plain.TEXTS, facts -> read.apply(facts).map(Schema::strings));
    }

    Schema<F> strings(String field, Function<F, List<String>> read) {
        return add(
                field,
                FieldType.Plain.TEXTS,
                facts -> Fact.of(read.apply(facts), whole.apply(facts)));
    }

    Schema<F> table(String field, Function<F, Fact<Map<String, String>>> read) {
        return add(field, FieldType.Plain.TABLE, read);
    }

    Schema<F> objects(
            String field,
            FieldType.Objects type,
            Function<F, Fact<List<Map<String, Object>>>> read) {
        return add(field, type, read);
    }

    private Schema<F> add(String field, FieldType type, Function<F, ? extends Fact<?>> read) {
        fields.put(field, new Field<>(type, read));
        return this;
    }

    private static List<String> strings(List<Located<String>> list) {
        return list.stream().map(Located::value).toList();
    }
}
