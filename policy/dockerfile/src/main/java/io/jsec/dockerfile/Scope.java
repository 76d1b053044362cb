package io.jsec.dockerfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds at one place of a Dockerfile: before one instruction, or at a stage's end.
 *
 * @param environment what {@code ENV} set, also of stages that this one starts from
 * @param arguments what {@code ARG} declared in this stage
 * @param user the last {@code USER}, also of a stage that this one starts from
 * @param workdir the last {@code WORKDIR} as written, the same way
 * @param base the image below all stages
 * @param escape the escape character
 */
public record Scope(
        Map<String, Variables.Value> environment,
        Map<String, Variables.Value> arguments,
        Optional<Setting> user,
        Optional<Setting> workdir,
        Base base,
        char escape)
        implements Variables {
    /**
     * A value and the instruction that set it.
     *
     * @param value expanded
     * @param by the instruction
     */
    public record Setting(Expanded value, Instruction by) {}

    /**
     * The image below a stage.
     *
     * @param image its reference, expanded; {@code scratch} is none
     * @param by the {@code FROM} that names it
     */
    public record Base(Expanded image, Instruction by) {
        /** Whether it is the empty image. */
        public boolean isScratch() {
            return image.known() && image.text().equals("scratch");
        }
    }

    /** Copies the maps, where they are none that cannot change. */
    public Scope {
        environment = environment instanceof Names ? environment : Map.copyOf(environment);
        arguments = arguments instanceof Names ? arguments : Map.copyOf(arguments);
    }

    Scope withEnvironment(Map<String, Variables.Value> names) {
        return new Scope(names, arguments, user, workdir, base, escape);
    }

    Scope withArguments(Map<String, Variables.Value> names) {
        return new Scope(environment, names, user, workdir, base, escape);
    }

    Scope withUser(Optional<Setting> setting) {
        return new Scope(environment, arguments, setting, workdir, base, escape);
    }

    Scope withWorkdir(Optional<Setting> setting) {
        return new Scope(environment, arguments, user, setting, base, escape);
    }

    /**
     * The environment wins over arguments. What no instruction names may still come from the base
     * image; from scratch nothing does.
     */
    @Override
    public Value get(String name) {
        Value value = environment.getOrDefault(name, arguments.get(name));
        if (value != null) {
            return value;
        }
        return base.isScratch() && !name.equals("PATH") ? new Value.Unset() : new Value.Unknown();
    }

    /** The lines of a here-document, expanded here unless its name is quoted. */
    public Expanded expand(Heredoc heredoc) {
        String content = heredoc.content().value();
        return heredoc.expand()
                ? Expansion.expandHeredoc(content, this)
                : new Expanded(content, Set.of(), Set.of(), List.of());
    }

    /** A word of the file, expanded here. */
    public Expanded expand(Text word) {
        return Expansion.expand(word.value(), escape, this);
    }
}
