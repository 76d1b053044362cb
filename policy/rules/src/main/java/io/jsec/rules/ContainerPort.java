package io.jsec.rules;

/**
 * One published port.
 *
 * @param hostAddress address it is bound to; empty means every address, v4 and v6
 * @param hostPort first port of the host; 0 is any free one
 * @param hostPortEnd last port of the host
 * @param containerPort first port inside
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param at where it stands
 */
public record ContainerPort(
        String hostAddress,
        int hostPort,
        int hostPortEnd,
        int containerPort,
        String protocol,
        SourceLocation at) {}
