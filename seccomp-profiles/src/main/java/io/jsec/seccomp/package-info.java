/**
 * Seccomp profiles: the OCI JSON form, its compilation to BPF, a verifier and an interpreter for
 * the result, and the profiles that ship with jsec.
 *
 * <p>It never makes a system call, reads a file of the host or loads a filter: it turns text into
 * instructions, on any operating system.
 *
 * <p>Callers: {@code io.jsec.launch} and the command line.
 *
 * <p>The way of a profile, file by file: {@link io.jsec.seccomp.JsonReader} (values with places),
 * {@link io.jsec.seccomp.ProfileReader} and {@link io.jsec.seccomp.RuleReader} (the model, {@link
 * io.jsec.seccomp.SeccompProfile}), {@link io.jsec.seccomp.DecisionTable} (one decision for each
 * number, as intervals), {@link io.jsec.seccomp.SeccompCompiler} and {@link
 * io.jsec.seccomp.ArgumentBlock} (a {@link io.jsec.seccomp.BpfGraph}), {@link
 * io.jsec.seccomp.BpfAssembler} (a {@link io.jsec.seccomp.BpfProgram}), {@link
 * io.jsec.seccomp.BpfVerifier}.
 *
 * <p>Two profiles ship ({@link io.jsec.seccomp.ShippedProfile}): {@code hardened}, the default, and
 * {@code docker}, for images that need what Docker's own filter lets them do. Whatever the
 * capabilities, the second lets through all that the first does.
 *
 * <p>Resources: {@code syscalls.tsv}, the numbers of both architectures; {@code hardened.json} and
 * {@code docker.json}, the profiles with the reason of each rule; {@code
 * PROFILE-ARCHITECTURE.bpf.txt}, what each compiles to, reviewed as text and held equal by a test.
 */
@NullMarked
package io.jsec.seccomp;

import org.jspecify.annotations.NullMarked;
