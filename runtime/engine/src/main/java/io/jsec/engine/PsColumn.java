package io.jsec.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** A column of ps: what people write for it, its title, and what stands in it. */
enum PsColumn {
    PID("PID", "pid"),
    PPID("PPID", "ppid"),
    PGID("PGID", "pgid", "pgrp"),
    SID("SID", "sid"),
    SESS("SESS", "sess", "session"),
    UID_NAME("UID"),
    UID("UID", "uid", "euid"),
    GID("GID", "gid", "egid"),
    USER("USER", "user", "uname"),
    EUSER("EUSER", "euser"),
    COMMAND_NAME("COMMAND", "comm"),
    UCMD("CMD", "ucmd", "ucomm"),
    ARGUMENTS("COMMAND", "args", "command"),
    CMD("CMD", "cmd"),
    C("C", "c"),
    CPU("%CPU", "pcpu", "%cpu"),
    MEMORY("%MEM", "pmem", "%mem"),
    RSS("RSS", "rss", "rssize", "rsz"),
    VSZ("VSZ", "vsz", "vsize"),
    STATE("S", "s", "state"),
    STAT("STAT", "stat"),
    NICE("NI", "ni", "nice"),
    TERMINAL("TTY", "tname"),
    TT("TT", "tt", "tty"),
    TIME("TIME", "time", "cputime"),
    SHORT_TIME("TIME", "bsdtime"),
    START("START", "bsdstart"),
    SINCE("STIME", "stime"),
    ELAPSED("ELAPSED", "etime"),
    ELAPSED_SECONDS("ELAPSED", "etimes"),
    THREADS("NLWP", "nlwp"),
    THREAD_COUNT("THCNT", "thcount");

    private static final long TICKS_A_SECOND = 100;
    private static final int TERMINALS = 136;

    private final String title;

    /** Each between spaces. */
    private final String words;

    PsColumn(String title, String... words) {
        this.title = title;
        this.words = " " + String.join(" ", words) + " ";
    }

    /**
     * What all columns of one listing share.
     *
     * @param booted when, in seconds since 1970
     * @param memoryKib of the host
     * @param now with the zone that times are written in
     */
    record Host(long booted, long memoryKib, ZonedDateTime now) {}

    String title() {
        return title;
    }

    /** The column that people call so. */
    static Optional<PsColumn> called(String word) {
        for (PsColumn column : values()) {
            if (column.words.contains(" " + word.toLowerCase(Locale.ROOT) + " ")) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** What stands in it for a process. */
    String of(ProcessFacts process, Host host) {
        ProcessFacts.Stat stat = process.stat();
        return switch (this) {
            case PID -> Integer.toString(process.pid());
            case PPID -> stat.parent();
            case PGID -> stat.group();
            case SID, SESS -> stat.session();
            case UID -> process.uid();
            case GID -> process.gid();
            case UID_NAME, USER, EUSER -> process.uid().equals("0") ? "root" : process.uid();
            case COMMAND_NAME, UCMD -> process.name() + (zombie(stat) ? " <defunct>" : "");
            case ARGUMENTS, CMD -> arguments(process);
            case C -> Long.toString(Math.min(99, perMille(stat, host) / 10));
            case CPU -> tenths(perMille(stat, host));
            case MEMORY -> tenths(process.residentKib() * 1000 / Math.max(1, host.memoryKib()));
            case RSS -> Long.toString(process.residentKib());
            case VSZ -> Long.toString(stat.virtualBytes() / 1024);
            case STATE -> stat.state();
            case STAT -> stat.state() + flags(process);
            case NICE -> Long.toString(stat.nice());
            case TERMINAL, TT -> terminal(stat.terminal());
            case TIME -> clock(seconds(stat));
            case SHORT_TIME -> "%d:%02d".formatted(seconds(stat) / 60, seconds(stat) % 60);
            case START -> start(started(stat, host), host.now());
            case SINCE -> since(started(stat, host), host.now());
            case ELAPSED -> elapsed(age(stat, host));
            case ELAPSED_SECONDS -> Long.toString(age(stat, host));
            case THREADS, THREAD_COUNT -> Long.toString(stat.threads());
        };
    }

    private static boolean zombie(ProcessFacts.Stat stat) {
        return stat.state().equals("Z");
    }

    private static String arguments(ProcessFacts process) {
        if (!process.command().isEmpty()) {
            return process.command();
        }
        return "[" + process.name() + "]" + (zombie(process.stat()) ? " <defunct>" : "");
    }

    private static String flags(ProcessFacts process) {
        ProcessFacts.Stat stat = process.stat();
        StringBuilder flags = new StringBuilder();
        if (stat.nice() != 0) {
            flags.append(stat.nice() < 0 ? '<' : 'N');
        }
        flags.append(process.lockedKib() > 0 ? "L" : "");
        flags.append(stat.session().equals(Integer.toString(process.pid())) ? "s" : "");
        flags.append(stat.threads() > 1 ? "l" : "");
        flags.append(stat.foreground().equals(stat.group()) ? "+" : "");
        return flags.toString();
    }

    private static long seconds(ProcessFacts.Stat stat) {
        return stat.ticks() / TICKS_A_SECOND;
    }

    private static Instant started(ProcessFacts.Stat stat, Host host) {
        return Instant.ofEpochSecond(host.booted() + stat.startedTicks() / TICKS_A_SECOND);
    }

    private static long age(ProcessFacts.Stat stat, Host host) {
        return Math.max(0, host.now().toEpochSecond() - started(stat, host).getEpochSecond());
    }

    /** Processor time of the time it lives. */
    private static long perMille(ProcessFacts.Stat stat, Host host) {
        return stat.ticks() * 1000 / TICKS_A_SECOND / Math.max(1, age(stat, host));
    }

    private static String tenths(long perMille) {
        return perMille / 10 + "." + perMille % 10;
    }

    private static String terminal(long device) {
        long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
        return ((device >> 8) & 0xfff) == TERMINALS ? "pts/" + minor : "?";
    }

    private static String clock(long seconds) {
        long days = seconds / 86_400;
        String text =
                "%02d:%02d:%02d".formatted(seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        return days > 0 ? days + "-" + text : text;
    }

    private static String elapsed(long seconds) {
        return seconds < 3600 ? "%02d:%02d".formatted(seconds / 60, seconds % 60) : clock(seconds);
    }

    private static String written(String pattern, Instant time, ZonedDateTime now) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time.atZone(now.getZone()));
    }

    /** The time of day of the last 24 hours, else the day. */
    private static String start(Instant time, ZonedDateTime now) {
        boolean recent = Duration.between(time, now.toInstant()).toHours() < 24;
        return written(recent ? "HH:mm" : "MMMdd", time, now);
    }

    /** The time of day of today, the day of this year, or the year. */
    private static String since(Instant time, ZonedDateTime now) {
        ZonedDateTime there = time.atZone(now.getZone());
        if (there.getYear() != now.getYear()) {
            return written("yyyy", time, now);
        }
        boolean today = there.getDayOfYear() == now.getDayOfYear();
        return written(today ? "HH:mm" : "MMMdd", time, now);
    }
}
