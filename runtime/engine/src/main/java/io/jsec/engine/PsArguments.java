package io.jsec.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The words that {@code docker top} hands to ps: those that choose columns are carried out, those
 * that choose processes mean nothing here, and any other is refused by name.
 */
final class PsArguments {
    private static final List<PsColumn> FULL =
            List.of(
                    PsColumn.UID_NAME,
                    PsColumn.PID,
                    PsColumn.PPID,
                    PsColumn.C,
                    PsColumn.SINCE,
                    PsColumn.TERMINAL,
                    PsColumn.TIME,
                    PsColumn.CMD);

    private static final List<PsColumn> USERS =
            List.of(
                    PsColumn.USER,
                    PsColumn.PID,
                    PsColumn.CPU,
                    PsColumn.MEMORY,
                    PsColumn.VSZ,
                    PsColumn.RSS,
                    PsColumn.TERMINAL,
                    PsColumn.STAT,
                    PsColumn.START,
                    PsColumn.SHORT_TIME,
                    PsColumn.ARGUMENTS);

    private static final List<PsColumn> SHORT =
            List.of(PsColumn.PID, PsColumn.TERMINAL, PsColumn.TIME, PsColumn.UCMD);

    private static final List<PsColumn> OLD =
            List.of(
                    PsColumn.PID,
                    PsColumn.TERMINAL,
                    PsColumn.STAT,
                    PsColumn.SHORT_TIME,
                    PsColumn.ARGUMENTS);

    private final String all;
    private final Deque<String> left;
    private final List<PsColumn> chosen = new ArrayList<>();
    private boolean full;
    private boolean users;
    private boolean old;

    private PsArguments(String all) {
        this.all = all;
        left = new ArrayDeque<>(Arrays.asList(all.split("\\s+", -1)));
    }

    /**
     * The columns; those of {@code ps -ef} for no words.
     *
     * @throws EngineException for words that are not carried out
     */
    static List<PsColumn> columns(String words) {
        String all = words.strip();
        return all.isEmpty() ? FULL : new PsArguments(all).read();
    }

    private List<PsColumn> read() {
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            // procps takes -aux for aux, as nobody has a user x.
            boolean dashed = word.startsWith("-") && !word.equals("-aux");
            letters(word, word.startsWith("-") ? word.substring(1) : word, dashed);
        }
        if (!chosen.isEmpty()) {
            if (!chosen.contains(PsColumn.PID)) {
                throw EngineException.badParameter("Couldn't find PID field in ps output");
            }
            return List.copyOf(chosen);
        }
        if (users) {
            return USERS;
        }
        return full ? FULL : old ? OLD : SHORT;
    }

    private void letters(String word, String letters, boolean dashed) {
        if (letters.isEmpty()) {
            throw unsupported(word);
        }
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == 'o') {
                String rest = letters.substring(i + 1);
                list(rest.isEmpty() && !left.isEmpty() ? left.removeFirst() : rest);
                return;
            }
            if (dashed) {
                dashed(word, letter);
            } else {
                plain(word, letter);
            }
        }
    }

    private void dashed(String word, char letter) {
        switch (letter) {
            case 'e', 'A', 'a', 'w' -> {}
            case 'f' -> full = true;
            default -> throw unsupported(word);
        }
    }

    private void plain(String word, char letter) {
        switch (letter) {
            case 'a', 'x', 'w' -> old = true;
            case 'u' -> users = true;
            default -> throw unsupported(word);
        }
    }

    private void list(String names) {
        if (names.isEmpty()) {
            throw unsupported("-o without columns");
        }
        for (String name : names.split(",", -1)) {
            chosen.add(PsColumn.called(name).orElseThrow(() -> unsupported("-o " + name)));
        }
    }

    private EngineException unsupported(String what) {
        String line = what.equals(all) ? what : what + " (of " + all + ")";
        return EngineException.unsupported(
                "docker top " + line,
                "the engine reads /proc itself and starts no ps",
                "-ef, aux or -o with columns, or docker exec with a ps of the image");
    }
}
