package io.jsec.cli.journal;

import io.jsec.journal.DiskJournal;
import io.jsec.journal.Journal;
import io.jsec.journal.JournalException;
import io.jsec.journal.Limits;
import io.jsec.journal.NoJournal;
import io.jsec.journal.PutAside;
import io.jsec.journal.Token;
import io.jsec.journal.Witness;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal of an engine that starts. The engine starts in any case, so that its containers go
 * on: a damaged journal is put aside and another begins; where the journal is required nothing is
 * touched, and changes are refused until somebody looked. Neither is silent.
 *
 * @param warnings for the log and for {@code info}
 */
public record EngineJournal(Journal journal, List<String> warnings) {
    /** Copies the list. */
    public EngineJournal {
        warnings = List.copyOf(warnings);
    }

    /**
     * What an engine opens one with.
     *
     * @param boot the id of the host's boot
     * @param version of the engine
     * @param witness told the head at each checkpoint
     */
    public record Ground(
            Token boot, Token version, Clock clock, SecureRandom random, Witness witness) {}

    /**
     * Opens the journal of a directory, or says why there is none.
     *
     * @param required whether changes are refused that are not written
     */
    public static EngineJournal open(Path directory, boolean required, Ground ground) {
        List<String> warnings = new ArrayList<>();
        Journal journal;
        try {
            journal = orAnew(directory, required, ground);
            for (Path aside : PutAside.in(directory)) {
                warnings.add(aside(directory, aside));
            }
        } catch (JournalException e) {
            String why = String.valueOf(e.getMessage());
            journal = new NoJournal(why);
            warnings.add(
                    "WARNING: this engine writes no journal"
                            + (required ? " and refuses every change: " : ": ")
                            + why);
        }
        return new EngineJournal(journal, warnings);
    }

    private static Journal orAnew(Path directory, boolean required, Ground ground) {
        try {
            return open(directory, ground);
        } catch (JournalException e) {
            if (required || !e.isDamage()) {
                throw e;
            }
            Path _ = PutAside.move(directory, ground.clock().instant());
            return open(directory, ground);
        }
    }

    private static Journal open(Path directory, Ground ground) {
        return DiskJournal.open(
                directory,
                Limits.DEFAULT,
                ground.boot(),
                ground.version(),
                ground.clock(),
                ground.random(),
                ground.witness());
    }

    private static String aside(Path directory, Path aside) {
        return "WARNING: the journal in "
                + directory
                + " was damaged, and another was begun. What was there is in "
                + aside
                + ": jsec journal verify --directory "
                + aside
                + " says what is wrong; move it elsewhere once you know why";
    }
}
