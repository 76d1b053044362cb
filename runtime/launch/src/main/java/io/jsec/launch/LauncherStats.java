package io.jsec.launch;

/**
 * Counters of a resident launcher.
 *
 * @param running containers
 * @param ended containers that are kept
 * @param descriptors open in the launcher's inner half
 */
public record LauncherStats(int running, int ended, long descriptors) {}
