package io.jsec.engine;

/**
 * {@code docker version}, what the engine knows of it.
 *
 * @param version of jsec
 * @param kernel its release
 * @param architecture in Go's words: amd64, arm64
 * @param buildTime RFC 3339, or empty
 */
public record VersionView(String version, String kernel, String architecture, String buildTime) {}
