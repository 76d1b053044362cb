package io.jsec.cli.template;

import java.util.List;

/**
 * Commands of which each gets the result of the one before as its last word.
 *
 * @param place where it begins
 * @param variables those that get its result, with their dollar signs: none, one, or two in range
 * @param declares whether they are new
 * @param commands each with at least one term
 */
record Pipe(Place place, List<String> variables, boolean declares, List<List<Term>> commands) {
    Pipe {
        variables = List.copyOf(variables);
        commands = commands.stream().map(List::copyOf).toList();
    }
}
