/**
 * Docker's verbs: from the words of a command line to requests of an engine, and from its answers
 * to what docker prints.
 *
 * <p>Options are read as docker reads them (long and short names, clusters, {@code --flag=false},
 * options after arguments where docker allows them); picocli has other habits, and describing the
 * hundred options of {@code run} to it would cost more than the verb. Each verb is data: {@link
 * io.jsec.cli.docker.DockerVerb} holds its options, from which parser, help, manual page and
 * completion are made. What is not carried is in {@code not-carried.tsv}, each line with its
 * reason.
 *
 * <p>An option that needs the engine is sent to it; refusing it is the engine's affair. Standard
 * output and exit codes equal docker's; errors say what docker's say where scripts match them.
 *
 * <p>It must never start a program or read the process's environment.
 *
 * <p>Callers: {@code io.jsec.cli}.
 */
@NullMarked
package io.jsec.cli.docker;

import org.jspecify.annotations.NullMarked;
