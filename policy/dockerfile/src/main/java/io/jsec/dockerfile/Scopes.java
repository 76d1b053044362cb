package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scopes of a Dockerfile's variables and settings.
 *
 * <p>A build argument has its default, as nothing else is known of it; one without a default is
 * unknown. Arguments before the first {@code FROM} reach a stage only where it declares them.
 */
public final class Scopes {
    /** Arguments that a {@code FROM} knows without declaring them. */
    private static final Set<String> PLATFORM =
            Set.of(
                    "TARGETPLATFORM",
                    "TARGETOS",
                    "TARGETARCH",
                    "TARGETVARIANT",
                    "TARGETSTAGE",
                    "BUILDPLATFORM",
                    "BUILDOS",
                    "BUILDARCH",
                    "BUILDVARIANT");

    /** How much longer all values together may be than they are written; then they are unknown. */
    private static final long GROWN_CHARACTERS_MAX = 16L * 1024 * 1024;

    private final Dockerfile file;
    private long grown;
    private final char escape;
    private final Map<String, Variables.Value> global = new HashMap<>();

    /** By the place of an instruction's keyword. */
    private final Map<Span, Scope> before = new HashMap<>();

    private final List<Scope> ends = new ArrayList<>();

    private Scopes(Dockerfile file) {
        this.file = file;
        escape = file.directive("escape").filter("`"::equals).isPresent() ? '`' : '\\';
    }

    /** The scopes of a file. */
    public static Scopes of(Dockerfile file) {
        Scopes scopes = new Scopes(file);
        scopes.readGlobal();
        for (Stage stage : file.stages()) {
            scopes.ends.add(scopes.read(stage));
        }
        return scopes;
    }

    /**
     * What holds before an instruction of a stage runs; for a {@code FROM}, at its stage's begin.
     */
    public Scope before(Instruction instruction) {
        Scope scope = before.get(instruction.name().span());
        if (scope == null) {
            throw new IllegalArgumentException("no instruction of a stage: " + instruction.span());
        }
        return scope;
    }

    /** What holds at a stage's end. */
    public Scope end(Stage stage) {
        return ends.get(stage.index());
    }

    /** The image of a stage's {@code FROM}, expanded with the arguments before the first one. */
    public Expanded base(Stage stage) {
        return Expansion.expand(stage.base().value(), escape, this::global);
    }

    /** The earlier stage that a stage starts from, if it does. */
    public Optional<Stage> parent(Stage stage) {
        Expanded base = base(stage);
        return base.known() ? named(base.text(), stage) : Optional.empty();
    }

    /** A stage that a number names is none that {@code FROM} can start from. */
    private Optional<Stage> named(String name, Stage stage) {
        return file.stage(name, stage.index())
                .filter(found -> found.name().filter(name::equalsIgnoreCase).isPresent());
    }

    private Variables.Value global(String name) {
        Variables.Value value = global.get(name);
        if (value != null) {
            return value;
        }
        return PLATFORM.contains(name)
                ? new Variables.Value.Unknown()
                : new Variables.Value.Unset();
    }

    private void readGlobal() {
        for (Instruction instruction : file.global()) {
            for (Body.Pair pair : instruction.pairs()) {
                global.put(pair.name().value(), defaultOf(pair, this::global));
            }
        }
    }

    private Variables.Value defaultOf(Body.Pair pair, Variables variables) {
        if (pair.value().isEmpty()) {
            return new Variables.Value.Unknown();
        }
        String written = pair.value().get().value();
        Expanded value = Expansion.expand(written, escape, variables);
        grown += Math.max(0, value.text().length() - written.length());
        return value.known() && grown <= GROWN_CHARACTERS_MAX
                ? new Variables.Value.Known(value.text())
                : new Variables.Value.Unknown();
    }

    /** The name that is set, or none where the file does not tell it. */
    private Optional<String> nameOf(Body.Pair pair, Variables variables) {
        String name = pair.name().value();
        if (name.indexOf('$') < 0) {
            return Optional.of(name);
        }
        Expanded value = Expansion.expand(name, escape, variables);
        return value.known() && value.unset().isEmpty() && !value.text().isEmpty()
                ? Optional.of(value.text())
                : Optional.empty();
    }

    private Scope read(Stage stage) {
        Scope scope = begin(stage);
        before.put(stage.from().name().span(), scope);
        for (Instruction instruction : stage.instructions()) {
            before.put(instruction.name().span(), scope);
            scope = after(instruction, scope);
        }
        return scope;
    }

    /** Environment and settings come from an earlier stage; its arguments do not. */
    private Scope begin(Stage stage) {
        Optional<Stage> parent = parent(stage);
        if (parent.isPresent()) {
            return ends.get(parent.get().index()).withArguments(Names.NONE);
        }
        Scope.Base base = new Scope.Base(base(stage), stage.from());
        return new Scope(Names.NONE, Names.NONE, Optional.empty(), Optional.empty(), base, escape);
    }

    private Scope after(Instruction instruction, Scope scope) {
        return switch (instruction.keyword()) {
            case ENV -> environment(instruction, scope);
            case ARG -> argument(instruction, scope);
            case USER -> scope.withUser(setting(instruction, scope));
            case WORKDIR -> scope.withWorkdir(setting(instruction, scope));
            case ADD, CMD, COPY, ENTRYPOINT, EXPOSE, FROM, HEALTHCHECK, LABEL, MAINTAINER -> scope;
            case ONBUILD, RUN, SHELL, STOPSIGNAL, VOLUME -> scope;
        };
    }

    private static Optional<Scope.Setting> setting(Instruction instruction, Scope scope) {
        return instruction.body() instanceof Body.Value(Text value)
                ? Optional.of(new Scope.Setting(scope.expand(value), instruction))
                : Optional.empty();
    }

    /** All values of one {@code ENV} are expanded before any of them holds. */
    private Scope environment(Instruction instruction, Scope scope) {
        Names names = (Names) scope.environment();
        for (Body.Pair pair : instruction.pairs()) {
            Optional<String> name = nameOf(pair, scope);
            if (name.isPresent()) {
                names = names.with(name.get(), defaultOf(pair, scope));
            }
        }
        return scope.withEnvironment(names);
    }

    private Scope argument(Instruction instruction, Scope scope) {
        Names names = (Names) scope.arguments();
        for (Body.Pair pair : instruction.pairs()) {
            Optional<String> name = nameOf(pair, scope);
            if (name.isPresent()) {
                boolean outer = pair.value().isEmpty() && global.containsKey(name.get());
                names = names.with(name.get(), outer ? global(name.get()) : defaultOf(pair, scope));
            }
        }
        return scope.withArguments(names);
    }
}
