package io.jsec.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One build stage.
 *
 * @param index from 0
 * @param from its {@code FROM}
 * @param instructions what follows, up to the next {@code FROM}
 */
public record Stage(int index, Instruction from, List<Instruction> instructions) {
    /** Copies the list. */
    public Stage {
        instructions = List.copyOf(instructions);
    }

    /** Its name in lower case: names are compared without regard to case. */
    public Optional<String> name() {
        return from.body() instanceof Body.Base base
                ? base.stage().map(name -> name.value().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** The image or stage it starts from, as written. */
    public Text base() {
        return from.body() instanceof Body.Base base ? base.image() : Text.empty();
    }
}
