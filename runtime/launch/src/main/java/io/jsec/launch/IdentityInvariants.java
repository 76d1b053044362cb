package io.jsec.launch;

import java.util.List;

/** Namespaces and ids: everything private, nobody of the host inside. */
final class IdentityInvariants {
    private IdentityInvariants() {}

    static void check(Examination on) {
        on.each(
                Step.Namespaces.class,
                (index, namespaces) -> {
                    for (NamespaceKind kind : NamespaceKind.values()) {
                        boolean shared =
                                on.spec().sharing().takes(kind)
                                        || (kind == NamespaceKind.NET
                                                && on.spec().network() == NetworkMode.HOST);
                        on.require(
                                ((namespaces.flags() & kind.flag()) != 0) == !shared,
                                Rule.NAMESPACES,
                                index,
                                "the " + kind + " namespace is not as declared");
                    }
                });
        on.only(
                Step.IdMap.class,
                (index, map) -> {
                    range(on, index, map.uids(), on.host().identity().containerUids());
                    range(on, index, map.gids(), on.host().identity().containerGids());
                    engine(on, index, map.uids());
                    engine(on, index, map.gids());
                });
        user(on);
    }

    /** Within the ids this launch has: a slot's, or all of the engine's. */
    private static void range(
            Examination on, int index, List<IdRange> actual, List<IdRange> leased) {
        for (IdRange line : actual) {
            boolean within =
                    leased.stream()
                            .anyMatch(range ->
                                    line.outside() >= range.outside()
                                            && line.outside() + line.count()
                                                    <= range.outside() + range.count());
            on.require(
                    within,
                    Rule.ENGINE_ID_UNMAPPED,
                    index,
                    "the line " + line + " leaves the ids this launch has");
        }
    }

    /** Id 0 of the launcher's namespace is the engine's user. */
    private static void engine(Examination on, int index, List<IdRange> lines) {
        boolean allowed =
                switch (on.host().identity()) {
                    case IdentityForm.Slot _ -> false;
                    case IdentityForm.Owner _, IdentityForm.Single _ ->
                            on.spec().userns() != UsernsMode.SLOT;
                };
        on.require(
                allowed || lines.stream().noneMatch(line -> line.reaches(0)),
                Rule.ENGINE_ID_UNMAPPED,
                index,
                "an id of the container is the engine's user");
    }

    private static void user(Examination on) {
        on.only(
                Step.User.class,
                (index, user) -> {
                    ContainerUser wanted = on.spec().user();
                    boolean setgroups =
                            on.plan().steps(Step.IdMap.class).stream()
                                    .anyMatch(map -> map.setgroups() == 1);
                    on.require(
                            user.uid() == wanted.uid() && user.gid() == wanted.gid(),
                            Rule.USER_AS_ASKED,
                            index,
                            "it is " + user.uid() + ":" + user.gid());
                    on.require(
                            user.groups().equals(setgroups ? wanted.groups() : List.of()),
                            Rule.USER_AS_ASKED,
                            index,
                            "its groups are " + user.groups());
                });
    }
}
