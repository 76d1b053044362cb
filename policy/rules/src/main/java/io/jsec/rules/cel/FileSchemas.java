package io.jsec.rules.cel;

import static io.jsec.rules.cel.FieldType.Plain.NUMBER;
import static io.jsec.rules.cel.FieldType.Plain.TEXT;
import static io.jsec.rules.cel.FieldType.Plain.TEXTS;
import static io.jsec.rules.cel.FieldType.Plain.TRUTH;

import io.jsec.dockerfile.Expanded;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Scope;
import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.ComposeFacts;
import io.jsec.rules.DaemonFacts;
import io.jsec.rules.DaemonFacts.Value;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.DaemonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The variables of files: Dockerfiles, compose projects and the engine's configuration. */
final class FileSchemas {
    static final FieldType.Objects INSTRUCTION =
            new FieldType.Objects(
                    "instruction",
                    Map.of("keyword", TEXT, "text", TEXT, "stage", NUMBER, "line", NUMBER));

    static final FieldType.Objects COMMAND =
            new FieldType.Objects("command", Map.of("program", TEXT, "text", TEXT, "line", NUMBER));

    static final FieldType.Objects STAGE =
            new FieldType.Objects("stage", Map.of("name", TEXT, "base", TEXT));

    static final FieldType.Objects SERVICE =
            new FieldType.Objects(
                    "service",
                    Map.of(
                            "name",
                            TEXT,
                            "profiles",
                            TEXTS,
                            "networks",
                            TEXTS,
                            "image",
                            TRUTH,
                            "build",
                            TRUTH,
                            "build_args",
                            TEXTS,
                            "container_name",
                            TEXT,
                            "environment",
                            TEXTS));

    private FileSchemas() {}

    static Schema<DockerfileFacts> dockerfile() {
        Schema<DockerfileFacts> all =
                new Schema<>("dockerfile", DockerfileFacts.class, FileSchemas::file);
        all.text("user", FileSchemas::user);
        all.text(
                "base",
                facts ->
                        facts.last()
                                .map(last -> expanded(facts, facts.scopes().base(last)))
                                .orElseGet(() -> Fact.absent(file(facts))));
        all.objects("stages", STAGE, facts -> here(facts, stages(facts)));
        all.objects("instructions", INSTRUCTION, facts -> here(facts, instructions(facts)));
        all.objects("commands", COMMAND, facts -> here(facts, commands(facts)));
        return all;
    }

    private static SourceLocation file(DockerfileFacts facts) {
        return SourceLocation.whole(facts.target().name());
    }

    private static <T> Fact<T> here(DockerfileFacts facts, T value) {
        return Fact.of(value, file(facts));
    }

    private static List<Map<String, Object>> stages(DockerfileFacts facts) {
        return facts.file().stages().stream()
                .map(stage ->
                        Map.<String, Object>of(
                                "name", stage.name().orElse(""), "base", stage.base().value()))
                .toList();
    }

    private static List<Map<String, Object>> instructions(DockerfileFacts facts) {
        List<Map<String, Object>> all = new ArrayList<>();
        long stage = -1;
        for (Instruction each : facts.file().instructions()) {
            stage += each.keyword() == Keyword.FROM ? 1 : 0;
            all.add(
                    Map.of(
                            "keyword",
                            each.keyword().name(),
                            "text",
                            facts.file().source().text(each.span()),
                            "stage",
                            stage,
                            "line",
                            (long) facts.at(each.span()).startLine()));
        }
        return all;
    }

    private static List<Map<String, Object>> commands(DockerfileFacts facts) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (DockerfileFacts.Command each : facts.commands()) {
            all.add(
                    Map.of(
                            "program", each.shell().program(),
                            "text", words(each.shell()),
                            "line", (long) facts.at(each.run().span()).startLine()));
        }
        return all;
    }

    private static String words(ShellCommand command) {
        return command.words().stream().map(each -> each.value()).collect(Collectors.joining(" "));
    }

    private static Fact<String> user(DockerfileFacts facts) {
        Optional<Scope.Setting> user =
                facts.last().flatMap(last -> facts.scopes().end(last).user());
        return user.map(setting -> expanded(facts, setting.value()))
                .orElseGet(() -> Fact.absent(file(facts)));
    }

    private static Fact<String> expanded(DockerfileFacts facts, Expanded value) {
        return value.known()
                ? Fact.of(value.text(), file(facts))
                : Fact.unknown(
                        "the value of " + String.join(", ", value.unknown()) + " is unknown");
    }

    static Schema<ComposeFacts> compose() {
        Schema<ComposeFacts> all =
                new Schema<>(
                        "compose",
                        ComposeFacts.class,
                        facts -> SourceLocation.whole(facts.target().name()));
        all.objects(
                "services",
                SERVICE,
                facts ->
                        Fact.of(
                                facts.services().stream().map(FileSchemas::service).toList(),
                                SourceLocation.whole(facts.target().name())));
        return all;
    }

    private static Map<String, Object> service(ComposeFacts.Service service) {
        return Map.of(
                "name", service.name(),
                "profiles", service.profiles(),
                "networks", strings(service.networks()),
                "image", service.image(),
                "build", service.build(),
                "build_args", strings(service.buildArguments()),
                "container_name", service.containerName().map(Located::value).orElse(""),
                "environment", strings(service.environment()));
    }

    private static List<String> strings(List<Located<String>> list) {
        return list.stream().map(Located::value).toList();
    }

    /** The keys of {@code daemon.json}, with {@code _} for {@code -}. */
    static Schema<DaemonFacts> daemon() {
        Schema<DaemonFacts> all = new Schema<>("daemon", DaemonFacts.class, DaemonFacts::whole);
        DaemonReader.forms()
                .forEach((key, form) -> {
                    String field = key.replace('-', '_');
                    switch (form) {
                        case SWITCH -> all.truth(field, facts -> facts.truth(key));
                        case LIST -> all.texts(field, facts -> facts.list(key));
                        case TEXT -> all.text(field, facts -> facts.text(key));
                        case NUMBER -> all.number(field, facts -> number(facts.text(key)));
                        case TABLE -> all.table(field, facts -> table(facts, key));
                    }
                });
        return all;
    }

    private static Fact<Long> number(Fact<String> text) {
        return text instanceof Fact.Present<String>(String digits, SourceLocation at)
                        && !digits.matches("-?[0-9]{1,18}")
                ? Fact.unknown(at + ": no whole number")
                : text.map(Long::valueOf);
    }

    /** The entries of an object, those of objects below it by their path. */
    private static Fact<Map<String, String>> table(DaemonFacts facts, String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        facts.values()
                .forEach((name, value) -> {
                    if (name.startsWith(key + ".")) {
                        String entry = name.substring(key.length() + 1);
                        switch (value) {
                            case Value.Text text -> entries.put(entry, text.text());
                            case Value.Truth truth ->
                                    entries.put(entry, Boolean.toString(truth.on()));
                            case Value.Texts texts ->
                                    entries.put(entry, String.join(",", strings(texts.items())));
                            case Value.Table table -> {}
                        }
                    }
                });
        return facts.place(key)
                .map(at -> Fact.<Map<String, String>>of(entries, at))
                .orElseGet(() -> Fact.absent(facts.whole()));
    }
}
