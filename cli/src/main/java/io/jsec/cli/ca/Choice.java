package io.jsec.cli.ca;

import io.jsec.ca.CaState;
import io.jsec.ca.Leaf;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which certificates a word means: the number of one, or the name several may have. */
final class Choice {
    private static final String SERIAL = "([0-9a-f]{2}:?){14,20}";

    private Choice() {}

    /** A number as people copy it, with or without colons; nothing for what cannot be one. */
    static Optional<BigInteger> serial(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.matches(SERIAL)
                ? Optional.of(new BigInteger(lower.replace(":", ""), 16))
                : Optional.empty();
    }

    /** The leaves of a number or a name, oldest first. */
    static List<Leaf> leaves(CaState state, String word) {
        Optional<Leaf> numbered = serial(word).flatMap(state::leaf);
        if (numbered.isPresent()) {
            return List.of(numbered.get());
        }
        return state.leaves().stream().filter(leaf -> leaf.nameTexts().contains(word)).toList();
    }

    /** The same, refusing a word that means none. */
    static List<Leaf> some(CaState state, String word, String verb) {
        List<Leaf> leaves = leaves(state, word);
        if (leaves.isEmpty()) {
            throw LineException.denied(
                    verb + " " + word,
                    "no certificate of this CA has that name or number",
                    "jsec ca list --all");
        }
        return leaves;
    }
}
