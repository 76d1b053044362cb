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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

        Set<String> global = new HashSet<>();
        facts.file()
                .global()
                .forEach(each -> each.pairs().forEach(pair -> global.add(pair.name().value())));
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            for (Instruction each : stage.instructions()) {
                Scope scope = facts.scopes().before(each);
                for (Text word : words(each)) {
                    for (String name : global) {
                        boolean used = uses(word.value(), name);
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

    private static boolean uses(String word, String name) {
        return Pattern.compile(
                        "(?<!\\\\)[$]([{]"
                                + Pattern.quote(name)
                                + "[}]|"
                                + Pattern.quote(name)
                                + "(?![A-Za-z0-9_]))")
                .matcher(word)
                .find();
    }
}
