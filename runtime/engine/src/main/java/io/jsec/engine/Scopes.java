package io.jsec.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the parts of one client's view have in common. */
final class Scopes {
    private Scopes() {}

    /** Filters that leave what carries the labels of a scope. */
    static Filters narrowed(Filters filters, Access access) {
        if (!access.isScoped()) {
            return filters;
        }
        Map<String, List<String>> byKey = new HashMap<>(filters.byKey());
        List<String> labels = new ArrayList<>(filters.values("label"));
        access.scope().forEach((key, value) -> labels.add(key + "=" + value));
        byKey.put("label", labels);
        return new Filters(byKey);
    }

    /**
     * Refuses what types into a container.
     *
     * @param what is asked for
     */
    static void checkInput(Access access, String what) {
        if (access.has(Restraint.NO_INPUT)) {
            throw EngineException.forbidden(
                    Restraint.NO_INPUT.rule(),
                    what,
                    "this role types nothing into a container",
                    "the same without -i");
        }
    }
}
