package io.jsec.engine;

/** The engine and its host. */
public interface SystemFacts {
    /** Its version. */
    VersionView version();

    /** What it is and what it runs on. */
    InfoView info();

    /** What its objects take on disk. */
    DiskUsage diskUsage();
}
