package io.jsec.engine;

import static io.jsec.engine.AdmissionPolicy.Mode.ENFORCE;
import static io.jsec.engine.AdmissionPolicy.Mode.NARROW;
import static io.jsec.engine.AdmissionPolicy.Mode.OFF;
import static io.jsec.engine.AdmissionPolicy.Mode.WARN;

import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.engine.AdmissionPolicy.Preset;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Located;
import io.jsec.rules.Rule;
import io.jsec.rules.Verdict;
import io.jsec.rules.catalogue.container.ContainerRules;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which rules of the catalogue are judged where, how what breaks them is narrowed, and how strictly
 * each preset holds them. Every rule over containers and their commands stands here once: with
 * modes, or with the reason why it has none.
 */
final class AdmissionTable {
    private static final Set<Operation> MADE = EnumSet.of(Operation.CREATE);
    private static final Set<Operation> CHANGED = EnumSet.of(Operation.CREATE, Operation.UPDATE);
    private static final Set<Operation> ENTERED = EnumSet.of(Operation.CREATE, Operation.EXEC);

    private static final String ALWAYS = "what breaks it is always refused, whatever a policy says";
    private static final String LATER = "it comes with published ports";
    private static final String NO_OPTION = "the engine refuses the option itself";

    /** Modes: dev, ci, production. */
    private static final List<Row> ROWS =
            List.of(
                    row(300, MADE, Narrowing.SECCOMP_DOCKER, WARN, NARROW, ENFORCE),
                    row(301, MADE, Narrowing.SECCOMP, WARN, NARROW, ENFORCE),
                    row(302, MADE, Narrowing.NEW_PRIVILEGES, WARN, NARROW, ENFORCE),
                    row(303, MADE, Narrowing.DANGEROUS_CAPABILITIES, WARN, ENFORCE, ENFORCE),
                    row(304, MADE, OFF, WARN, WARN),
                    row(305, MADE, Narrowing.SLOT, OFF, OFF, WARN),
                    row(308, MADE, OFF, WARN, WARN),
                    row(309, MADE, Narrowing.LANDLOCK, WARN, NARROW, ENFORCE),
                    row(310, MADE, Narrowing.NO_DEGRADE, OFF, WARN, ENFORCE),
                    row(311, CHANGED, Narrowing.PIDS, OFF, WARN, NARROW),
                    row(312, CHANGED, Narrowing.ULIMITS, OFF, WARN, NARROW),
                    row(313, MADE, Narrowing.TMPFS_NOEXEC, OFF, OFF, WARN),
                    row(314, MADE, Narrowing.PROC, WARN, NARROW, ENFORCE),
                    row(318, MADE, Narrowing.SECCOMP, OFF, OFF, WARN),
                    row(500, MADE, OFF, WARN, WARN),
                    row(501, MADE, OFF, WARN, WARN),
                    row(503, ENTERED, OFF, OFF, WARN),
                    row(504, MADE, Narrowing.NO_CAPABILITIES, OFF, OFF, WARN),
                    row(505, MADE, Narrowing.NETWORK_CAPABILITIES, OFF, WARN, ENFORCE),
                    row(512, MADE, Narrowing.APPARMOR, WARN, NARROW, ENFORCE),
                    row(518, CHANGED, Narrowing.MEMORY, OFF, OFF, NARROW),
                    row(519, CHANGED, OFF, OFF, WARN),
                    row(520, MADE, Narrowing.READ_ONLY, OFF, OFF, WARN),
                    row(525, CHANGED, Narrowing.RESTART, OFF, OFF, WARN),
                    row(527, MADE, OFF, OFF, OFF),
                    row(528, MADE, OFF, OFF, WARN),
                    row(529, MADE, OFF, OFF, WARN),
                    row(530, CHANGED, Narrowing.OOM, OFF, WARN, ENFORCE),
                    row(531, ENTERED, OFF, WARN, WARN),
                    row(532, MADE, OFF, WARN, WARN),
                    row(533, ENTERED, OFF, WARN, WARN),
                    row(534, MADE, OFF, WARN, ENFORCE),
                    row(537, MADE, Narrowing.INIT, OFF, OFF, OFF),
                    row(538, MADE, OFF, OFF, WARN),
                    row(539, MADE, Narrowing.ROOT_GROUPS, OFF, WARN, ENFORCE),
                    row(540, MADE, OFF, OFF, OFF),
                    row(542, ENTERED, OFF, WARN, ENFORCE));

    private static final Map<String, String> UNJUDGED = unjudged();
    private static final Map<String, Row> BY_ID = byId();

    private AdmissionTable() {}

    /** Where something is judged. */
    enum Operation {
        CREATE("/containers/create"),
        UPDATE("/containers/{id}/update"),
        EXEC("/containers/{id}/exec");

        private final String route;

        Operation(String route) {
            this.route = route;
        }

        /** The route by which it is asked for. */
        String route() {
            return route;
        }
    }

    /**
     * One rule.
     *
     * @param rule its id
     * @param at where it is judged
     * @param narrowing of what breaks it, where there is any
     * @param modes by preset
     */
    record Row(
            String rule,
            Set<Operation> at,
            Optional<Narrowing> narrowing,
            Map<Preset, Mode> modes) {
        Row {
            at = Set.copyOf(at);
            modes = Map.copyOf(modes);
        }

        Mode mode(Preset preset) {
            return modes.getOrDefault(preset, OFF);
        }
    }

    private static String id(int number) {
        return "JSEC-C-%03d".formatted(number);
    }

    private static Row row(int number, Set<Operation> at, Mode dev, Mode ci, Mode production) {
        return new Row(
                id(number),
                at,
                Optional.empty(),
                Map.of(Preset.DEV, dev, Preset.CI, ci, Preset.PRODUCTION, production));
    }

    private static Row row(
            int number,
            Set<Operation> at,
            Narrowing narrowing,
            Mode dev,
            Mode ci,
            Mode production) {
        Row plain = row(number, at, dev, ci, production);
        return new Row(plain.rule(), at, Optional.of(narrowing), plain.modes());
    }

    private static Map<String, String> unjudged() {
        Map<String, String> reasons = new TreeMap<>();
        List.of(502, 506, 507, 508, 509, 510, 515, 516, 560)
                .forEach(number -> reasons.put(id(number), ALWAYS));
        List.of(511, 513, 514, 517, 526, 535, 536)
                .forEach(number -> reasons.put(id(number), NO_OPTION));
        List.of(521, 522, 523, 524).forEach(number -> reasons.put(id(number), LATER));
        reasons.put(id(541), "it is about a container that runs");
        return Map.copyOf(reasons);
    }

    private static Map<String, Row> byId() {
        Map<String, Row> rows = new HashMap<>();
        ROWS.forEach(row -> rows.put(row.rule(), row));
        return Map.copyOf(rows);
    }

    /** Every rule that has modes, by id. */
    static List<Row> rows() {
        return ROWS;
    }

    static Set<String> ids() {
        return new TreeSet<>(BY_ID.keySet());
    }

    static Optional<Row> row(String rule) {
        return Optional.ofNullable(BY_ID.get(rule));
    }

    /** The reason why a rule of this table has no mode. */
    static Optional<String> whyNot(String rule) {
        return Optional.ofNullable(UNJUDGED.get(rule));
    }

    /** Those without a mode, with their reasons. */
    static Map<String, String> reasons() {
        return new TreeMap<>(UNJUDGED);
    }

    /** The catalogue's rule of a row: the same object that judges files and hosts. */
    static Rule<ContainerFacts> rule(Row row) {
        return Objects.requireNonNull(Loaded.RULES.get(row.rule()), row.rule());
    }

    /** Whether a container whose only setting is this one breaks a rule. */
    static boolean breaks(
            String rule, ContainerSetting<List<Located<String>>> setting, String value) {
        ContainerFacts.Builder facts = RequestFacts.empty("container");
        facts.set(setting, RequestFacts.list(List.of(value)));
        return row(rule).map(AdmissionTable::rule).orElseThrow().judge(facts.build())
                instanceof Verdict.Fail;
    }

    /** Loaded with the first request that is judged. */
    private static final class Loaded {
        static final Map<String, Rule<ContainerFacts>> RULES = new HashMap<>();

        static {
            for (Rule<?> rule : ContainerRules.rules()) {
                if (rule.subject().equals(ContainerFacts.class)) {
                    RULES.put(rule.card().id(), cast(rule));
                }
            }
        }

        @SuppressWarnings("unchecked") // Its subject was compared.
        private static Rule<ContainerFacts> cast(Rule<?> rule) {
            return (Rule<ContainerFacts>) rule;
        }
    }
}
