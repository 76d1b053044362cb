package io.jsec.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes messages as lines on standard error; what clients said in them is made printable. */
final class LogLine extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    private static final AtomicBoolean DEBUG = new AtomicBoolean();
    private static final AtomicReference<Runnable> AFTER = new AtomicReference<>(() -> {});
    private static final String OURS = "io.jsec.";

    LogLine(String name) {
        this.name = name;
    }

    /** Whether messages of level debug are written, of our own code only. */
    static void debug(boolean on) {
        DEBUG.set(on);
    }

    /** What follows each line: a log in a file is kept short. */
    static void after(Runnable work) {
        AFTER.set(work);
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return DEBUG.get() && name.startsWith(OURS);
    }

    @Override
    public boolean isInfoEnabled() {
        return name.startsWith(OURS);
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        StringBuilder line = new StringBuilder();
        line.append(Instant.now().truncatedTo(ChronoUnit.MILLIS)).append(' ');
        line.append(level.name().toLowerCase(Locale.ROOT)).append(' ');
        line.append(name.substring(name.lastIndexOf('.') + 1)).append(": ");
        line.append(Printable.of(text));
        synchronized (DEBUG) {
            System.err.println(line);
            if (cause != null) {
                cause.printStackTrace(System.err);
            }
            System.err.flush();
            AFTER.get().run();
        }
    }
}
