/**
 * Seccomp profiles: the OCI JSON form, its compilation to BPF, a verifier and an interpreter for
 * the result, and the profiles that ship with jsec.
 *
 * <p>It never makes a system call, reads a file of the host or loads a filter: it turns text into
 * instructions, on any operating system.
 *
 * <p>Callers: {@code io.jsec.launch} and the command line.
 */
@NullMarked
package io.jsec.seccomp;

import org.jspecify.annotations.NullMarked;
