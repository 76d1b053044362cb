/**
 * Container networks: bridges, addresses, name service and published ports, made through netlink
 * inside the engine's network namespace.
 *
 * <p>It never changes the host's network namespace.
 *
 * <p>Callers: {@code io.jsec.engine} and the command line.
 */
@NullMarked
package io.jsec.network;

import org.jspecify.annotations.NullMarked;
