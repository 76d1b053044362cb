package io.jsec.seccomp;

import java.util.Map;
import java.util.Optional;

/** An action with its errno, which a profile spreads over up to three fields. */
final class ActionReader {
    /** What ERRNO and TRACE carry when the profile does not say. */
    static final int ERRNO_DEFAULT = 1;

    private static final Map<String, SeccompAction.Kind> KINDS =
            ProfileReader.byName(SeccompAction.Kind.values(), SeccompAction.Kind::ociName);

    static {
        KINDS.put("SCMP_ACT_KILL", SeccompAction.Kind.KILL_THREAD);
    }

    private ActionReader() {}

    /**
     * Reads an action.
     *
     * @param action the field that names it
     * @param number the field with the errno as a number
     * @param name the field with the errno's name, Podman's extension
     */
    static SeccompAction read(Fields fields, String action, String number, String name) {
        SeccompAction.Kind kind = fields.oneOf(action, KINDS);
        int max =
                kind == SeccompAction.Kind.TRACE ? SeccompAction.DATA_MAX : SeccompAction.ERRNO_MAX;
        Optional<Integer> byNumber = fields.number(number, max);
        Optional<Integer> byName =
                fields.text(name, RuleReader.NAME_CHARS_MAX)
                        .filter(text -> !text.isEmpty())
                        .map(text -> errno(fields.place(name), text));
        if (!kind.carriesErrno()) {
            if (byNumber.isPresent() || byName.isPresent()) {
                throw fields.place(byNumber.isPresent() ? number : name)
                        .problem(
                                "%s answers with no errno".formatted(kind.ociName()),
                                "remove the errno, or use SCMP_ACT_ERRNO");
            }
            return new SeccompAction(kind, 0);
        }
        if (byNumber.isPresent() && byName.isPresent() && !byNumber.equals(byName)) {
            throw fields.place(name)
                    .problem(
                            "\"%s\" is %d and \"%s\" is %d"
                                    .formatted(number, byNumber.get(), name, byName.get()),
                            "keep one");
        }
        return new SeccompAction(kind, byNumber.or(() -> byName).orElse(ERRNO_DEFAULT));
    }

    private static int errno(Json.Place place, String name) {
        int index = KnownNames.ERRNOS.indexOf(name);
        if (index < 0 || name.equals("-")) {
            throw place.problem(
                    "\"%s\" is no errno".formatted(JsonReader.oneLine(name)),
                    KnownNames.suggestion(name, KnownNames.ERRNOS));
        }
        return index + 1;
    }
}
