package io.jsec.engine;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one client sees of an engine, and what it may not do there.
 *
 * <p>Within a scope, an object is seen where it carries every label of the scope; what is made gets
 * them. Everything else is not there. Images that nobody claims by such labels are seen by all and
 * changed by no scoped client: they are what containers are made of.
 *
 * <p>A container that has a socket of its own may share labels with objects that whoever made it
 * made too: these are seen as well, to be ended and removed, and not to be entered or used.
 *
 * @param scope labels; none for everything there is
 * @param restraints what is not done or shown
 * @param shared labels, of which one is enough; none but in the scope of a container
 */
public record Access(
        Map<String, String> scope, Set<Restraint> restraints, Map<String, String> shared) {
    /** Everything. */
    public static final Access FULL = new Access(Map.of(), Set.of());

    /** The label of whose an object is: the number of a user of the host. */
    public static final String OWNER = "io.jsec.owner";

    /**
     * The label of an image that says in which scope it was made; of anything that a container made
     * by a socket of the engine, the container's id.
     */
    public static final String MADE_IN = "io.jsec.scope";

    /** The label of a container that has a socket of its own: its id. */
    public static final String SIDECAR = "io.jsec.sidecar";

    /** Labels of such a container that begin so say which labels it shares, and their values. */
    public static final String SHARES = "io.jsec.shares.";

    /** The labels that only the engine sets begin so. */
    public static final String RESERVED = "io.jsec.";

    /** Copied, sorted by key. */
    public Access {
        scope = Collections.unmodifiableMap(new TreeMap<>(scope));
        restraints =
                restraints.isEmpty()
                        ? Set.of()
                        : Collections.unmodifiableSet(EnumSet.copyOf(restraints));
        shared = Map.copyOf(shared);
        if (!shared.isEmpty() && !scope.containsKey(MADE_IN)) {
            throw new IllegalArgumentException("labels shared in no container's scope");
        }
    }

    /** One that shares nothing. */
    public Access(Map<String, String> scope, Set<Restraint> restraints) {
        this(scope, restraints, Map.of());
    }

    /** The same objects without restraints, or with others. */
    public Access with(Restraint... others) {
        return new Access(scope, Set.of(others), shared);
    }

    /** Those that carry labels, with nothing held back. */
    public static Access within(Map<String, String> scope) {
        return new Access(scope, Set.of());
    }

    boolean isScoped() {
        return !scope.isEmpty();
    }

    boolean has(Restraint restraint) {
        return restraints.contains(restraint);
    }

    /** Whether names, paths and warnings of the host are kept back. */
    public boolean hidesHost() {
        return isScoped() || has(Restraint.HIDE_HOST);
    }

    /** Whether a container or volume with these labels is there, or an image can be removed. */
    boolean owns(Map<String, String> labels) {
        return made(labels) || shares(labels);
    }

    /** Whether an object with these labels is the client's own, to be entered, used and changed. */
    boolean made(Map<String, String> labels) {
        return labels.entrySet().containsAll(scope.entrySet());
    }

    /**
     * Refuses what is seen only because a label is shared: it is there to be ended and removed.
     *
     * @param what is asked for
     */
    void checkMade(String what, Map<String, String> labels) {
        if (!made(labels)) {
            throw EngineException.forbidden(
                    "JSEC-R-025",
                    what,
                    "a container that shares a label with it may look at it, end it and remove it,"
                            + " and no more",
                    "a client of whoever made it");
        }
    }

    /**
     * Whether an object has a label that is shared, and was made by whoever made the container that
     * sees it: of the same user, within the same scope, and by no other container's socket. The
     * container itself is not among them.
     */
    private boolean shares(Map<String, String> labels) {
        if (shared.entrySet().stream().noneMatch(labels.entrySet()::contains)) {
            return false;
        }
        Map<String, String> maker = new TreeMap<>(scope);
        String head = maker.remove(MADE_IN);
        String in = labels.get(MADE_IN);
        return labels.entrySet().containsAll(maker.entrySet())
                && Objects.equals(labels.get(OWNER), maker.get(OWNER))
                && (in == null || in.equals(text(maker)))
                && !Objects.equals(labels.get(SIDECAR), head);
    }

    /** Whether an image with these labels is there. */
    boolean seesImage(Map<String, String> labels) {
        return owns(labels) || isShared(labels);
    }

    /** Whether nobody claims an image. */
    private boolean isShared(Map<String, String> labels) {
        return !labels.containsKey(OWNER)
                && !labels.containsKey(MADE_IN)
                && scope.keySet().stream().noneMatch(labels::containsKey);
    }

    /**
     * The labels of an object that is made: those asked for, and the scope's.
     *
     * @throws EngineException for a label of the engine's own, or another value of the scope's
     */
    Map<String, String> labelled(Map<String, String> asked) {
        checkReserved(asked, Map.of());
        checkScope(asked);
        Map<String, String> labels = new LinkedHashMap<>(asked);
        labels.putAll(scope);
        return labels;
    }

    /**
     * Refuses labels that only the engine sets.
     *
     * @param before those that were there
     */
    static void checkReserved(Map<String, String> asked, Map<String, String> before) {
        for (Map.Entry<String, String> label : asked.entrySet()) {
            boolean kept = label.getValue().equals(before.get(label.getKey()));
            if (label.getKey().startsWith(RESERVED) && !kept) {
                throw EngineException.badParameter(
                        "the label "
                                + label.getKey()
                                + " is reserved: io.jsec.* is set by the engine only");
            }
        }
    }

    /** Refuses another value of one of the scope's labels. */
    void checkScope(Map<String, String> asked) {
        for (Map.Entry<String, String> label : scope.entrySet()) {
            String value = asked.get(label.getKey());
            if (value != null && !value.equals(label.getValue())) {
                throw EngineException.forbidden(
                        "JSEC-R-021",
                        "the label " + label.getKey() + "=" + value,
                        "whoever has the scope " + text() + " makes objects of it only",
                        "no label " + label.getKey() + ": the engine sets it");
            }
        }
    }

    /** {@code stage=test,team=a}. */
    String text() {
        return text(scope);
    }

    private static String text(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
