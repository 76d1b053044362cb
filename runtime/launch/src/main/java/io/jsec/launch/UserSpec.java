package io.jsec.launch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code -u}, {@code --group-add} and an image's USER say: {@code user[:group]}.
 *
 * <p>Strict on purpose. A number is decimal, without sign or leading zero, at most 2,147,483,647,
 * and is always a number: an image whose passwd file has a user called "1000" changes nothing
 * (CVE-2016-3697, CVE-2024-40635, CVE-2026-30892 were parsers that helped).
 *
 * @param user who
 * @param group in which group; empty for the user's own
 */
public record UserSpec(Principal user, Optional<Principal> group) {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_.@-]{0,254}[A-Za-z0-9_.@$-]?");

    /** A user or a group. */
    public sealed interface Principal {
        /** By number. */
        record Id(int number) implements Principal {}

        /** By name, of the image. */
        record Name(String name) implements Principal {}
    }

    /**
     * {@code user} or {@code user:group}, each a number or a name.
     *
     * @throws RefusedException for anything else
     */
    public static UserSpec parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new UserSpec(principal(text, text), Optional.empty());
        }
        return new UserSpec(
                principal(text, text.substring(0, colon)),
                Optional.of(principal(text, text.substring(colon + 1))));
    }

    /**
     * One group, as {@code --group-add} takes it, looked up.
     *
     * @throws RefusedException for what is no group or not in the image
     */
    public static int group(String text, Accounts accounts) {
        return gid(principal(text, text), accounts);
    }

    /**
     * Who that is in an image. Without a group it is the one of the passwd file, or 0 for a number
     * that is not listed there, with the groups the user is listed in; with a group it is that one
     * alone.
     *
     * @throws RefusedException for a name the image does not have
     */
    public ContainerUser resolve(Accounts accounts) {
        Optional<Accounts.User> listed =
                switch (user) {
                    case Principal.Id id -> accounts.user(id.number());
                    case Principal.Name name ->
                            Optional.of(
                                    accounts.user(name.name())
                                            .orElseThrow(
                                                    () -> unknown("user", name.name(), "passwd")));
                };
        int uid = listed.map(Accounts.User::uid).orElseGet(this::number);
        String home = listed.map(Accounts.User::home).orElse("/");
        if (group.isPresent()) {
            return new ContainerUser(uid, gid(group.get(), accounts), List.of(), home);
        }
        List<Integer> groups =
                listed.map(Accounts.User::name).map(accounts::groupsOf).orElse(List.of());
        return new ContainerUser(uid, listed.map(Accounts.User::gid).orElse(0), groups, home);
    }

    /** A decimal id in range; empty for everything else. */
    static Optional<Integer> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        return value <= ContainerUser.ID_MAX ? Optional.of((int) value) : Optional.empty();
    }

    private int number() {
        return switch (user) {
            case Principal.Id id -> id.number();
            case Principal.Name name -> throw new IllegalStateException(name.name());
        };
    }

    private static int gid(Principal group, Accounts accounts) {
        return switch (group) {
            case Principal.Id id -> id.number();
            case Principal.Name name ->
                    accounts.group(name.name())
                            .orElseThrow(() -> unknown("group", name.name(), "group"))
                            .gid();
        };
    }

    private static Principal principal(String whole, String part) {
        Optional<Integer> id = number(part);
        if (id.isPresent()) {
            return new Principal.Id(id.get());
        }
        if (!NAME.matcher(part).matches()) {
            throw new Refusal(
                            Rule.USER,
                            "the user \"" + whole.replaceAll("[^\\x20-\\x7e]", "?") + "\"",
                            "ids are decimal, without sign or leading zero, at most "
                                    + ContainerUser.ID_MAX
                                    + ", and names are letters, digits and _.@-",
                            "for example -u 1000:1000 or -u nobody")
                    .exception();
        }
        return new Principal.Name(part);
    }

    private static RefusedException unknown(String kind, String name, String file) {
        return new Refusal(
                        Rule.USER_UNKNOWN,
                        "the " + kind + " \"" + name + "\"",
                        "/etc/" + file + " of the image does not list it",
                        "its number, or a " + kind + " the image has")
                .exception();
    }
}
