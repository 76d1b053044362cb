package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a file into directives, comments and instructions, as BuildKit does. A line that cannot be
 * read is a problem, and reading goes on with the next one.
 */
final class DockerfileParser {
    private static final Pattern DIRECTIVE =
            Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*", Pattern.DOTALL);
    private static final List<String> DIRECTIVES = List.of("syntax", "escape", "check");

    /** Names of stages are looked up one by one. */
    private static final int STAGES_MAX = 1_000;

    private final Source source;
    private final List<Directive> directives = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private char escape = '\\';
    private int line = 1;

    DockerfileParser(Source source) {
        this.source = source;
    }

    Dockerfile parse() {
        Optional<String> defect = source.defect();
        if (defect.isPresent()) {
            int at = Math.max(0, source.text().indexOf('\0'));
            problems.add(new Problem(new Span(at, at), defect.get()));
            return result();
        }
        checkLengths();
        readDirectives();
        int stages = 0;
        while (line <= source.lines() && stages <= STAGES_MAX) {
            Text text = strippedLine(line);
            if (text.isEmpty()) {
                line++;
            } else if (text.charAt(0) == '#') {
                addComment(text);
                line++;
            } else {
                int before = instructions.size();
                readInstruction();
                boolean from = instructions.size() > before && isFrom(instructions.getLast());
                stages += from ? 1 : 0;
            }
        }
        if (stages > STAGES_MAX) {
            problem(
                    instructions.removeLast().span(),
                    "more than " + STAGES_MAX + " stages: nothing from here on is read");
        }
        checkOrder();
        return result();
    }

    private static boolean isFrom(Instruction instruction) {
        return instruction.keyword() == Keyword.FROM;
    }

    private Dockerfile result() {
        problems.sort(Comparator.comparingInt(problem -> problem.span().start()));
        return new Dockerfile(source, directives, comments, instructions, stages(), problems);
    }

    private Text rawLine(int number) {
        return Text.of(source.text(), source.lineStart(number), source.lineEnd(number));
    }

    private Text strippedLine(int number) {
        return rawLine(number).strip();
    }

    private void addComment(Text text) {
        comments.add(new Comment(text.from(1).strip().value(), text.span()));
    }

    /** Docker reads no further than to a line that is too long. */
    private void checkLengths() {
        for (int number = 1; number <= source.lines(); number++) {
            if (source.tooLong(number)) {
                int start = source.lineStart(number);
                String limit = "the line is longer than " + Source.LINE_BYTES_MAX + " bytes";
                problem(new Span(start, start), limit);
                return;
            }
        }
    }

    /**
     * Directives end at the first line that is none. Behind a line {@code #!} they are still read
     * where the syntax is looked up, but the parser takes them for comments.
     */
    private void readDirectives() {
        boolean script = source.text().startsWith("#!", source.begin());
        if (script) {
            addComment(strippedLine(line));
            line++;
        }
        Map<String, Span> seen = new HashMap<>();
        for (; line <= source.lines(); line++) {
            Text text = stripLeading(rawLine(line));
            Matcher matcher = DIRECTIVE.matcher(text.value());
            if (!matcher.matches()) {
                return;
            }
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            if (!DIRECTIVES.contains(name)) {
                return;
            }
            if (seen.put(name, text.span()) != null) {
                if (script) {
                    return;
                }
                problem(text.span(), "only one " + name + " directive can be used");
            }
            Directive directive = new Directive(name, matcher.group(2), text.strip().span());
            if (!name.equals("escape")) {
                directives.add(directive);
            } else if (script) {
                addComment(text.strip());
            } else {
                directives.add(directive);
                setEscape(directive);
            }
        }
    }

    private static Text stripLeading(Text text) {
        int from = 0;
        while (from < text.length() && Blank.isSpace(text.charAt(from))) {
            from++;
        }
        return text.from(from);
    }

    private void setEscape(Directive directive) {
        if (directive.value().equals("\\") || directive.value().equals("`")) {
            escape = directive.value().charAt(0);
        } else {
            problem(directive.span(), "the escape character is a backslash or a backtick");
        }
    }

    private void readInstruction() {
        Text logical = logicalLine();
        int start = line;
        InstructionReader reader = new InstructionReader(escape, problems);
        Optional<Instruction> read = reader.read(logical, 0);
        if (read.isEmpty()) {
            return;
        }
        Instruction instruction = read.get();
        List<Heredoc> heredocs = new ArrayList<>();
        for (HeredocStart heredoc : HeredocStart.of(instruction, logical)) {
            heredocs.add(readHeredoc(heredoc));
        }
        int end = line == start ? logical.span().end() : source.lineEnd(line - 1);
        for (Heredoc heredoc : heredocs) {
            end = Math.max(end, heredoc.span().end());
        }
        Span span = new Span(logical.span().start(), Math.max(end, logical.span().end()));
        instructions.add(withHeredocs(instruction, heredocs, span));
    }

    /** A trigger's here-documents belong to the instruction that it holds. */
    private static Instruction withHeredocs(
            Instruction instruction, List<Heredoc> heredocs, Span span) {
        boolean trigger = instruction.body() instanceof Body.Trigger;
        Body body = instruction.body();
        if (body instanceof Body.Trigger(Instruction inner)) {
            Span rest = new Span(inner.span().start(), span.end());
            body = new Body.Trigger(withHeredocs(inner, heredocs, rest));
        }
        return new Instruction(
                instruction.keyword(),
                instruction.name(),
                instruction.flags(),
                body,
                trigger ? List.of() : heredocs,
                span);
    }

    /** Reads the lines that one instruction goes on over, and leaves {@link #line} behind them. */
    private Text logicalLine() {
        Text rest = stripLeading(rawLine(line));
        Text.Builder whole = new Text.Builder(rest.span().start());
        int kept = continued(rest);
        whole.append(kept < 0 ? rest : rest.slice(0, kept));
        line++;
        while (kept >= 0 && line <= source.lines()) {
            Text next = rawLine(line);
            Text stripped = next.strip();
            line++;
            if (stripped.isEmpty()) {
                continue;
            }
            if (stripped.charAt(0) == '#') {
                addComment(stripped);
                continue;
            }
            kept = continued(next);
            whole.append(kept < 0 ? next : next.slice(0, kept));
        }
        return whole.build();
    }

    /**
     * Where a line is cut off because it goes on in the next one, or -1: an escape character that
     * no other stands before, with blanks behind it at most.
     */
    private int continued(Text text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        if (end == 0 || text.charAt(end - 1) != escape) {
            return -1;
        }
        boolean escaped = end > 1 && text.charAt(end - 2) == escape;
        return escaped ? -1 : end - 1;
    }

    private Heredoc readHeredoc(HeredocStart start) {
        int begin = line <= source.lines() ? source.lineStart(line) : source.text().length();
        Text.Builder content = new Text.Builder(begin);
        for (; line <= source.lines(); line++) {
            Text text = rawLine(line);
            int tabs = start.chomp() ? tabs(text) : 0;
            if (text.value().substring(tabs).equals(start.name())) {
                Span span = new Span(begin, source.lineEnd(line));
                line++;
                return start.heredoc(content.build(), span);
            }
            // Carriage returns are part of it, as they are for BuildKit.
            int from = source.lineStart(line) + tabs;
            content.append(Text.of(source.text(), from, source.lineNext(line)));
        }
        problem(start.span(), "the here-document " + start.name() + " has no end");
        return start.heredoc(content.build(), new Span(begin, source.text().length()));
    }

    private static int tabs(Text text) {
        int tabs = 0;
        while (tabs < text.length() && text.charAt(tabs) == '\t') {
            tabs++;
        }
        return tabs;
    }

    private void checkOrder() {
        if (instructions.isEmpty()) {
            Span start = new Span(source.begin(), source.begin());
            problem(start, "the file has no instruction");
            return;
        }
        for (Instruction instruction : instructions) {
            if (instruction.keyword() == Keyword.FROM) {
                return;
            }
            if (instruction.keyword() != Keyword.ARG) {
                problem(instruction.name().span(), "only ARG may stand before the first FROM");
            }
        }
        problem(instructions.getFirst().name().span(), "the file has no FROM");
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        List<Instruction> body = new ArrayList<>();
        for (int i = instructions.size() - 1; i >= 0; i--) {
            if (instructions.get(i).keyword() == Keyword.FROM) {
                stages.addFirst(new Stage(0, instructions.get(i), body.reversed()));
                body.clear();
            } else {
                body.add(instructions.get(i));
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            stages.set(i, new Stage(i, stages.get(i).from(), stages.get(i).instructions()));
        }
        return stages;
    }

    private void problem(Span span, String message) {
        problems.add(new Problem(span, message));
    }
}
