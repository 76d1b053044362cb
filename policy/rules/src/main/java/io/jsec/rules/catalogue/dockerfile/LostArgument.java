package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Scope;
import io.jsec.dockerfile.Stage;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An argument from above FROM is used without declaring it. */
final class LostArgument extends DockerfileRule {
    LostArgument() {
        super(
                card(65, Severity.LOW)
                        .title("An argument from above FROM is used without declaring it")
                        .sees(
                                "Variables of ENV, COPY, WORKDIR, USER, EXPOSE and LABEL in a "
                                        + "stage that only an ARG before the first FROM declares.")
                        .why("It is empty there, and the path or name becomes another one.")
                        .fix("Repeat ARG NAME in the stage."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        Map<String, Pattern> global = new HashMap<>();
        for (Instruction each : facts.file().global()) {
            each.pairs()
                    .forEach(
                            pair -> global.computeIfAbsent(pair.name().value(), LostArgument::use));
        }
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            for (Instruction each : stage.instructions()) {
                Scope scope = facts.scopes().before(each);
                for (Text word : words(each)) {
                    for (Map.Entry<String, Pattern> argument : global.entrySet()) {
                        String name = argument.getKey();
                        boolean used = uses(word.value(), argument.getValue());
                        if (used
                                && !scope.arguments().containsKey(name)
                                && !scope.environment().containsKey(name)) {
                            found.add(
                                    at(
                                            facts,
                                            word.span(),
                                            name + " is not declared in this stage"));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<Text> words(Instruction instruction) {
        List<Text> words = new ArrayList<>(instruction.words());
        if (instruction.keyword() == Keyword.ENV || instruction.keyword() == Keyword.LABEL) {
            instruction.pairs().forEach(pair -> pair.value().ifPresent(words::add));
        }
        return words;
    }

    private static boolean uses(String word, Pattern use) {
        return word.indexOf('$') >= 0 && use.matcher(word).find();
    }

    /** How a variable is written where it is used. */
    private static Pattern use(String name) {
        String quoted = Pattern.quote(name);
        return Pattern.compile("(?<!\\\\)[$]([{]" + quoted + "[}]|" + quoted + "(?![A-Za-z0-9_]))");
    }
}
