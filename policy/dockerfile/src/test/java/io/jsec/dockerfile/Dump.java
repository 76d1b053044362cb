package io.jsec.dockerfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything a parse tells, one thing a line, for a person to read. */
final class Dump {
    private final Dockerfile file;
    private final StringBuilder out = new StringBuilder();

    private Dump(Dockerfile file) {
        this.file = file;
    }

    static String of(Dockerfile file) {
        Dump dump = new Dump(file);
        file.directives()
                .forEach(each ->
                        dump.line("directive", each.span(), each.name() + " = " + each.value()));
        file.comments().forEach(each -> dump.line("comment", each.span(), each.text()));
        file.instructions().forEach(each -> dump.instruction(each, ""));
        Scopes scopes = Scopes.of(file);
        file.stages().forEach(each -> dump.stage(each, scopes));
        file.problems().forEach(each -> dump.line("problem", each.span(), each.message()));
        return dump.out.toString();
    }

    private void line(String kind, Span span, String text) {
        Position start = file.source().position(span.start());
        Position end = file.source().position(span.end());
        out.append(
                "%-11s %s-%s  %s%n".formatted(kind, start, end, shown(text)).replace("\r\n", "\n"));
    }

    private static String shown(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    private void instruction(Instruction instruction, String before) {
        line(before + instruction.keyword(), instruction.span(), instruction.name().value());
        for (Flag flag : instruction.flags()) {
            String value = flag.value().map(text -> " = " + text.value()).orElse("");
            line("  flag", flag.span(), flag.name() + value);
        }
        body(instruction.body());
        for (Heredoc each : instruction.heredocs()) {
            String kind =
                    (each.expand() ? "expand " : "")
                            + (each.chomp() ? "chomp " : "")
                            + (each.descriptor() == 0 ? "" : each.descriptor() + " ");
            line("  heredoc", each.span(), kind + each.name() + ": " + each.content().value());
        }
    }

    private void body(Body body) {
        switch (body) {
            case Body.Shell shell -> line("  shell", shell.script().span(), shell.script().value());
            case Body.Exec exec -> words("  exec", exec.words());
            case Body.Words words -> words("  word", words.words());
            case Body.Value value -> line("  value", value.value().span(), value.value().value());
            case Body.Pairs pairs ->
                    pairs.pairs()
                            .forEach(pair ->
                                    line(
                                            pairs.legacy() ? "  old pair" : "  pair",
                                            pair.name().span(),
                                            pair.name().value()
                                                    + pair.value()
                                                            .map(text -> " = " + text.value())
                                                            .orElse("")));
            case Body.Base base -> {
                line("  image", base.image().span(), base.image().value());
                base.stage().ifPresent(stage -> line("  stage", stage.span(), stage.value()));
            }
            case Body.Health health -> {
                if (health.command().isEmpty()) {
                    out.append("  none\n");
                }
                health.command().ifPresent(this::body);
            }
            case Body.Trigger trigger -> instruction(trigger.instruction(), "  ");
            case Body.Unread unread ->
                    line("  unread", unread.text().span(), unread.text().value());
        }
    }

    private void words(String kind, List<Text> words) {
        if (words.isEmpty()) {
            out.append(kind).append(" none\n");
        }
        words.forEach(word -> line(kind, word.span(), word.value()));
    }

    private void stage(Stage stage, Scopes scopes) {
        Scope scope = scopes.end(stage);
        out.append("stage ").append(stage.index());
        stage.name().ifPresent(name -> out.append(' ').append(name));
        out.append(": ").append(shown(scopes.base(stage).text()));
        scopes.parent(stage).ifPresent(parent -> out.append(" is stage ").append(parent.index()));
        out.append('\n');
        variables("env", scope.environment());
        variables("arg", scope.arguments());
        setting("user", scope.user());
        setting("workdir", scope.workdir());
    }

    private void variables(String kind, Map<String, Variables.Value> variables) {
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        out.append("  ")
                                .append(kind)
                                .append(' ')
                                .append(name)
                                .append(
                                        switch (value) {
                                            case Variables.Value.Known known ->
                                                    " = " + shown(known.text());
                                            case Variables.Value.Unset unset -> " unset";
                                            case Variables.Value.Unknown unknown -> " unknown";
                                        })
                                .append('\n'));
    }

    private void setting(String kind, Optional<Scope.Setting> setting) {
        setting.ifPresent(each ->
                out.append("  ")
                        .append(kind)
                        .append(' ')
                        .append(shown(each.value().text()))
                        .append(each.value().known() ? "\n" : " unknown\n"));
    }
}
