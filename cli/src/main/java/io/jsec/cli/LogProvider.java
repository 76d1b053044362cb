package io.jsec.cli;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The engine's log: one line a message on standard error, which the service manager keeps. Chosen
 * by the engine's command line only; other verbs log nothing.
 */
public final class LogProvider implements SLF4JServiceProvider {
    /** The newest version of SLF4J this provider is written for. */
    private static final String API = "2.0.99";

    private final ILoggerFactory loggers = LogLine::new;
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** Called by SLF4J. */
    public LogProvider() {
        // Nothing is opened: standard error is there.
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return API;
    }

    @Override
    public void initialize() {
        // Nothing to prepare.
    }
}
