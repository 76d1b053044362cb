package io.jsec.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log's options, parsed.
 *
 * @param driver which
 * @param bytesMax of one file; 0 for no bound
 * @param filesMax how many
 * @param bufferBytes between the container and the disk
 */
record LogOptions(Driver driver, long bytesMax, int filesMax, long bufferBytes) {
    /** Where Docker has no bound this engine has one: a log never fills a disk by default. */
    static final long BYTES_MAX_DEFAULT = 10L << 20;

    static final int FILES_MAX_DEFAULT = 3;
    static final int FILES_LIMIT = 1000;
    static final long BUFFER_BYTES_DEFAULT = 1L << 20;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kmg]?)b?");

    enum Driver {
        JSON_FILE("json-file"),
        LOCAL("local"),
        NONE("none");

        private final String word;

        Driver(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * Reads a log's configuration.
     *
     * @param fallback the engine's own, for a container that names no driver
     * @throws EngineException for a driver or option that this engine does not have
     */
    static LogOptions parse(LogConfig config, LogConfig fallback) {
        LogConfig chosen = config.type().isEmpty() ? merged(config, fallback) : config;
        Driver driver = driver(chosen.type());
        LogOptions options =
                new LogOptions(driver, BYTES_MAX_DEFAULT, FILES_MAX_DEFAULT, BUFFER_BYTES_DEFAULT);
        for (Map.Entry<String, String> option : new TreeMap<>(chosen.options()).entrySet()) {
            options = options.with(option.getKey(), option.getValue());
        }
        return options;
    }

    private static LogConfig merged(LogConfig config, LogConfig fallback) {
        Map<String, String> options = new TreeMap<>(fallback.options());
        options.putAll(config.options());
        return new LogConfig(fallback.type(), options);
    }

    private static Driver driver(String word) {
        for (Driver driver : Driver.values()) {
            if (driver.word.equals(word)) {
                return driver;
            }
        }
        if (word.isEmpty()) {
            return Driver.JSON_FILE;
        }
        throw EngineException.unsupported(
                "--log-driver " + word,
                "logs are kept on this host",
                "--log-driver json-file, local or none");
    }

    private LogOptions with(String key, String value) {
        if (driver == Driver.NONE) {
            throw unknown(key);
        }
        return switch (key) {
            case "max-size" ->
                    new LogOptions(
                            driver,
                            value.equals("-1") ? 0 : size(key, value),
                            filesMax,
                            bufferBytes);
            case "max-file" -> new LogOptions(driver, bytesMax, files(value), bufferBytes);
            case "max-buffer-size" -> new LogOptions(driver, bytesMax, filesMax, size(key, value));
            case "mode" -> mode(value);
            case "compress" -> compress(value);
            case "labels", "labels-regex", "env", "env-regex", "tag" ->
                    throw EngineException.unsupported(
                            "--log-opt " + key,
                            "lines carry no attributes of their container",
                            "docker inspect, by the id in the log's path");
            default -> throw unknown(key);
        };
    }

    private LogOptions mode(String value) {
        return switch (value) {
            case "non-blocking" -> this;
            case "blocking" ->
                    throw EngineException.unsupported(
                            "--log-opt mode=blocking",
                            "a full disk would stop the container",
                            "mode=non-blocking, where what is lost is counted and shown");
            default -> throw EngineException.badParameter("logger: invalid mode \"" + value + "\"");
        };
    }

    private LogOptions compress(String value) {
        if (value.equals("false")) {
            return this;
        }
        throw EngineException.unsupported(
                "--log-opt compress=" + value,
                "old files are kept as they are",
                "compress=false, and smaller files by max-size");
    }

    private EngineException unknown(String key) {
        return EngineException.badParameter(
                "unknown log opt '" + key + "' for " + driver.word + " log driver");
    }

    private static int files(String value) {
        if (!value.matches("[0-9]{1,4}")
                || Integer.parseInt(value) < 1
                || Integer.parseInt(value) > FILES_LIMIT) {
            throw EngineException.badParameter(
                    "max-file: \"" + value + "\" is not a number from 1 to " + FILES_LIMIT);
        }
        return Integer.parseInt(value);
    }

    private static long size(String key, String value) {
        Matcher matcher = SIZE.matcher(value.toLowerCase(java.util.Locale.ROOT));
        if (!matcher.matches()) {
            throw EngineException.badParameter(key + ": invalid size: '" + value + "'");
        }
        int shift =
                switch (matcher.group(2)) {
                    case "k" -> 10;
                    case "m" -> 20;
                    case "g" -> 30;
                    default -> 0;
                };
        long size = Long.parseLong(matcher.group(1)) << shift;
        if (size < LogLine.BYTES_MAX * 2L) {
            throw EngineException.badParameter(
                    key + ": '" + value + "' is less than " + LogLine.BYTES_MAX * 2 + " bytes");
        }
        return size;
    }
}
