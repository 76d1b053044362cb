package io.jsec.seccomp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The top of a profile: from JSON values to the model. */
final class ProfileReader {
    /** A profile may have this many rules; moby's default has 33. */
    static final int RULES_MAX = 4096;

    private static final List<String> FIELDS =
            List.of(
                    "defaultAction",
                    "defaultErrnoRet",
                    "defaultErrno",
                    "architectures",
                    "archMap",
                    "flags",
                    "syscalls");

    private static final List<String> ARCH_MAP_FIELDS = List.of("architecture", "subArchitectures");

    private static final Map<String, FilterFlag> FLAGS =
            byName(FilterFlag.values(), FilterFlag::ociName);

    private ProfileReader() {}

    static SeccompProfile read(String json) {
        Json document = JsonReader.read(json);
        refuseByName(document);
        Fields profile = new Fields(document, "a profile", FIELDS);
        SeccompAction defaultAction =
                ActionReader.read(profile, "defaultAction", "defaultErrnoRet", "defaultErrno");
        List<String> architectures = profile.namesAmong("architectures", KnownNames.OCI_ARCHES);
        List<ArchMapEntry> archMap =
                profile.each("archMap", KnownNames.OCI_ARCHES.size(), ProfileReader::archMap);
        if (!architectures.isEmpty() && !archMap.isEmpty()) {
            throw profile.place("archMap")
                    .problem("both \"architectures\" and \"archMap\" are there", "keep one");
        }
        return new SeccompProfile(
                defaultAction,
                architectures,
                archMap,
                flags(profile),
                profile.each("syscalls", RULES_MAX, RuleReader::read));
    }

    /** Fields of the specification that jsec cannot honour are refused with the reason. */
    private static void refuseByName(Json document) {
        if (!(document instanceof Json.Members members)) {
            return;
        }
        for (String name : List.of("listenerPath", "listenerMetadata")) {
            Json.Place place = members.names().get(name);
            if (place != null) {
                throw place.problem(
                        "\"%s\" is not supported: jsec hands no notification descriptor to another"
                                        .formatted(name)
                                + " process",
                        "remove it");
            }
        }
    }

    private static ArchMapEntry archMap(Json json) {
        Fields entry = new Fields(json, "an archMap entry", ARCH_MAP_FIELDS);
        Map<String, String> known = byName(KnownNames.OCI_ARCHES.toArray(String[]::new), n -> n);
        return new ArchMapEntry(
                entry.oneOf("architecture", known),
                entry.namesAmong("subArchitectures", KnownNames.OCI_ARCHES));
    }

    private static Set<FilterFlag> flags(Fields profile) {
        Set<FilterFlag> flags = EnumSet.noneOf(FilterFlag.class);
        for (Json item : profile.items("flags", FilterFlag.values().length + 1)) {
            String name = Fields.text(item, "flags", RuleReader.NAME_CHARS_MAX);
            FilterFlag flag = FLAGS.get(name);
            if (flag == null) {
                throw item.place()
                        .problem(
                                "\"%s\" is not supported in \"flags\""
                                        .formatted(JsonReader.oneLine(name)),
                                name.equals("SECCOMP_FILTER_FLAG_SPEC_ALLOW")
                                        ? "remove it: it switches off a defence against"
                                                + " speculative execution"
                                        : KnownNames.suggestion(name, List.copyOf(FLAGS.keySet())));
            }
            flags.add(flag);
        }
        return flags;
    }

    static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(name, value -> value, (a, b) -> a, LinkedHashMap::new));
    }
}
