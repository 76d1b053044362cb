/**
 * Compose files: several files, variables, extension and inclusion become one model, and each
 * service the facts of a container.
 *
 * <p>The way of a project: {@code ProjectModel} reads files and merges them ({@code Interpolation},
 * {@code Extension}, {@code Rebase}, {@code Merge}), {@code StructureCheck} compares the result
 * with the table in {@code Structure}, {@code Environment} reads files of variables, and {@code
 * ServiceReader} makes the facts. What is wrong goes to {@code Problems} and hides nothing else.
 *
 * <p>Source: the Compose Specification. Files outside the tree are not read, and nothing is run.
 *
 * <p>Callers: {@code io.jsec.audit}.
 */
@NullMarked
package io.jsec.rules.compose;

import org.jspecify.annotations.NullMarked;
