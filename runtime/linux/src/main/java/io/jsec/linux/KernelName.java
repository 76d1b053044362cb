package io.jsec.linux;

/**
 * The running kernel's names.
 *
 * @param node the host's name
 * @param release such as {@code 6.1.0-13-amd64}
 * @param machine such as {@code x86_64}
 */
public record KernelName(
        String system, String node, String release, String version, String machine) {}
