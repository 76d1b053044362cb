package io.jsec.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How strictly the rules of the catalogue are held where somebody makes or changes something. What
 * is always refused stands in no policy: none can switch it off.
 *
 * @param name of the preset it began with
 * @param modes by rule; a rule that is not in it is off
 * @param unreadable why there is no policy; then nothing is admitted
 */
public record AdmissionPolicy(String name, Map<String, Mode> modes, Optional<String> unreadable) {
    /** Copied. */
    public AdmissionPolicy {
        modes = Map.copyOf(modes);
    }

    /** How a rule is held, the least strict first. */
    public enum Mode {
        /** It is not judged. */
        OFF,
        /** What breaks it is done, and told. */
        WARN,
        /** What breaks it gets the nearest safe setting, and that is told. */
        NARROW,
        /** What breaks it is refused. */
        ENFORCE;

        /** As policy.yaml says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of a word. */
        public static Optional<Mode> of(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }
    }

    /** Modes for every rule, made for a purpose. */
    public enum Preset {
        /** Warns of walls that are taken down, and changes nothing. */
        DEV,
        /** For containers that live for one job: walls stay up, what is careless is told. */
        CI,
        /** What the benchmarks ask of containers that stay. */
        PRODUCTION;

        /** As policy.yaml says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of a word. */
        public static Optional<Preset> of(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }
    }

    /** The policy of a preset. */
    public static AdmissionPolicy of(Preset preset) {
        Map<String, Mode> modes = new HashMap<>();
        AdmissionTable.rows().forEach(row -> modes.put(row.rule(), row.mode(preset)));
        return new AdmissionPolicy(preset.word(), modes, Optional.empty());
    }

    /** One under which nothing is made or changed, for a file that says nothing any more. */
    public static AdmissionPolicy unreadable(String why) {
        return new AdmissionPolicy("none", Map.of(), Optional.of(why));
    }

    /** The same with other modes for some rules. */
    public AdmissionPolicy with(Map<String, Mode> others) {
        Map<String, Mode> all = new HashMap<>(modes);
        all.putAll(others);
        return new AdmissionPolicy(name, all, unreadable);
    }

    Mode mode(String rule) {
        return modes.getOrDefault(rule, Mode.OFF);
    }

    /** The rules that have a mode. */
    public static Set<String> rules() {
        return AdmissionTable.ids();
    }

    /** Whether there is a nearest safe setting for what breaks a rule. */
    public static boolean narrows(String rule) {
        return AdmissionTable.row(rule).flatMap(AdmissionTable.Row::narrowing).isPresent();
    }

    /** Why a rule of the catalogue has no mode; empty for one that has, or is none. */
    public static Optional<String> whyNot(String rule) {
        return AdmissionTable.whyNot(rule);
    }
}
