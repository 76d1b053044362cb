/**
 * What people and programs read of a run: table, JSON, SARIF, JUnit, Markdown and HTML.
 *
 * <p>Texts of targets are escaped for each format: a file under judgement may be hostile.
 *
 * <p>Callers: {@code io.jsec.ci} and the command line.
 */
@NullMarked
package io.jsec.audit.report;

import org.jspecify.annotations.NullMarked;
