package io.jsec.dockerfile;

import io.jsec.dockerfile.ShellCommand.Link;
import io.jsec.dockerfile.ShellCommand.Redirect;
import io.jsec.dockerfile.ShellCommand.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cuts a POSIX shell script into simple commands. It never fails: what it cannot make out, such as
 * a quote that nothing closes, goes to the end of the script.
 */
final class ShellLexer {
    private static final Set<String> KEYWORDS =
            Set.of(
                    "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "{", "}",
                    "!");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*");
    private static final String BLANKS = " \t\r";
    private static final String ENDS = " \t\r\n;&|()<>";

    private final Text text;
    private final String value;
    private final Deque<String> heredocs = new ArrayDeque<>();
    private final List<Word> words = new ArrayList<>();
    private final List<Redirect> redirects = new ArrayList<>();
    private Consumer<ShellCommand> commands = command -> {};
    private Consumer<Text> substitutions = inner -> {};
    private Link link = Link.START;
    private int at;
    private int cases;
    private boolean pattern;

    ShellLexer(Text text) {
        this.text = text;
        this.value = text.value();
    }

    /** Tells every command in order, and the text of every substitution. */
    void read(Consumer<ShellCommand> toCommands, Consumer<Text> toSubstitutions) {
        commands = toCommands;
        substitutions = toSubstitutions;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (BLANKS.indexOf(c) >= 0) {
                at++;
            } else if (c == '\\' && value.startsWith("\\\n", at)) {
                at += 2;
            } else if (c == '#') {
                at = lineEnd(at);
            } else if (c == '\n') {
                at++;
                flush(Link.START);
                skipHeredocs();
            } else if (";&|()".indexOf(c) >= 0 && !value.startsWith("&>", at)) {
                operator(c);
            } else if (isRedirect()) {
                redirect();
            } else {
                word();
            }
        }
        flush(Link.START);
    }

    private int lineEnd(int from) {
        int end = value.indexOf('\n', from);
        return end < 0 ? value.length() : end;
    }

    private void skipHeredocs() {
        while (!heredocs.isEmpty() && at < value.length()) {
            int end = lineEnd(at);
            if (value.substring(at, end).strip().equals(heredocs.getFirst())) {
                heredocs.removeFirst();
            }
            at = Math.min(end + 1, value.length());
        }
    }

    private void operator(char c) {
        boolean twice = value.startsWith(String.valueOf(c).repeat(2), at);
        if (c == ')' && pattern) {
            words.clear();
            pattern = false;
            at++;
        } else if (c == ';') {
            pattern = twice && cases > 0;
            at += twice ? 2 : 1;
            flush(Link.START);
        } else if (c == '&') {
            at += twice ? 2 : 1;
            flush(twice ? Link.AND : Link.BACKGROUND);
        } else if (c == '|' && pattern) {
            at++;
        } else if (c == '|') {
            boolean both = value.startsWith("|&", at);
            at += twice || both ? 2 : 1;
            flush(twice ? Link.OR : Link.PIPE);
        } else if (c == '(' && words.size() == 1 && value.startsWith("()", at)) {
            words.clear();
            at += 2;
        } else {
            at++;
            if (!pattern) {
                flush(c == '(' ? link : Link.START);
            }
        }
    }

    private boolean isRedirect() {
        int i = at;
        if (value.startsWith("&>", at)) {
            return true;
        }
        while (i < value.length() && Character.isDigit(value.charAt(i))) {
            i++;
        }
        return i < value.length() && (value.charAt(i) == '<' || value.charAt(i) == '>');
    }

    private void redirect() {
        int start = at;
        while (Character.isDigit(value.charAt(at)) || value.charAt(at) == '&') {
            at++;
        }
        int arrow = at;
        while (at < value.length() && at < arrow + 3 && "<>&|-".indexOf(value.charAt(at)) >= 0) {
            at++;
        }
        String operator = value.substring(start, at);
        while (at < value.length() && BLANKS.indexOf(value.charAt(at)) >= 0) {
            at++;
        }
        if (operator.startsWith("<(") || (at < value.length() && value.charAt(at) == '(')) {
            return;
        }
        Word target = readWord();
        if (operator.endsWith("<<") || operator.endsWith("<<-")) {
            heredocs.add(target.value());
        }
        redirects.add(new Redirect(operator, target));
    }

    private void word() {
        Word word = readWord();
        if (word.text().isEmpty() && word.literal() && at < value.length() && isStuck(word)) {
            at++;
            return;
        }
        boolean first = words.isEmpty();
        String name = word.value();
        if (first && !pattern && KEYWORDS.contains(name)) {
            return;
        }
        if (first && name.equals("esac")) {
            cases = Math.max(0, cases - 1);
            pattern = false;
            return;
        }
        words.add(word);
        boolean head = words.getFirst().value().equals("case");
        if (head && name.equals("in") && words.size() == 3) {
            words.clear();
            cases++;
            pattern = true;
        }
    }

    /** A character that begins no word, so that reading goes on behind it. */
    private boolean isStuck(Word word) {
        return word.span().start() == word.span().end() && ENDS.indexOf(value.charAt(at)) >= 0;
    }

    private Word readWord() {
        int origin = at < value.length() ? text.offset(at) : text.span().end();
        Text.Builder out = new Text.Builder(origin);
        boolean literal = true;
        char quote = 0;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (quote == 0 && ENDS.indexOf(c) >= 0) {
                break;
            }
            if (c == '\'' && quote != '"') {
                quote = quote == 0 ? c : 0;
                at++;
            } else if (quote == '\'') {
                put(out);
            } else if (c == '"') {
                quote = quote == 0 ? c : 0;
                at++;
            } else if (c == '\\') {
                escaped(out, quote);
            } else if (c == '$' || c == '`') {
                literal = false;
                substitution(out, c);
            } else {
                literal &= quote != 0 || "*?[".indexOf(c) < 0;
                put(out);
            }
        }
        return new Word(out.build(), literal);
    }

    private void put(Text.Builder out) {
        out.append(value.charAt(at), text.offset(at));
        at++;
    }

    private void escaped(Text.Builder out, char quote) {
        at++;
        if (at >= value.length()) {
            return;
        }
        char next = value.charAt(at);
        if (next == '\n') {
            at++;
            return;
        }
        if (quote == '"' && "$`\"\\".indexOf(next) < 0) {
            out.append('\\', text.offset(at - 1));
        }
        put(out);
    }

    /** A variable stays as written; the script of a command substitution is told. */
    private void substitution(Text.Builder out, char c) {
        int end = at + 1;
        if (c == '`') {
            end = closing('`', '`', at + 1);
            substitutions.accept(text.slice(at + 1, Math.max(at + 1, end - 1)));
        } else if (value.startsWith("$((", at)) {
            end = closing('(', ')', at + 2);
        } else if (value.startsWith("$(", at)) {
            end = closing('(', ')', at + 2);
            substitutions.accept(text.slice(at + 2, Math.max(at + 2, end - 1)));
        } else if (value.startsWith("${", at)) {
            end = closing('{', '}', at + 2);
        }
        while (at < end) {
            put(out);
        }
    }

    /** One past the character that closes what was opened before an index. */
    private int closing(char open, char close, int from) {
        int depth = 1;
        char quote = 0;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote == 0 && (c == '\'' || (c == '"' && close != '`'))) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && c == close) {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            } else if (quote == 0 && c == open) {
                depth++;
            }
        }
        return value.length();
    }

    private void flush(Link next) {
        if (pattern && cases > 0 && words.isEmpty()) {
            link = next;
            return;
        }
        List<Word> assignments = new ArrayList<>();
        while (!words.isEmpty() && ASSIGNMENT.matcher(words.getFirst().value()).lookingAt()) {
            assignments.add(words.removeFirst());
        }
        if (!words.isEmpty() || !assignments.isEmpty() || !redirects.isEmpty()) {
            commands.accept(new ShellCommand(link, assignments, words, redirects));
        }
        words.clear();
        redirects.clear();
        link = next;
    }
}
