package io.jsec.cli.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a block, and of those around it. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    void declare(String name, @Nullable Object value) {
        values.put(name, value);
    }

    void assign(String name, @Nullable Object value) {
        holder(name).values.put(name, value);
    }

    @Nullable Object value(String name) {
        return holder(name).values.get(name);
    }

    private Scope holder(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.values.containsKey(name)) {
                return scope;
            }
        }
        throw new IllegalStateException("the parser let an unknown variable through: " + name);
    }
}
