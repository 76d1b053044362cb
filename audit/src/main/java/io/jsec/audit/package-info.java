/**
 * The auditor: collects facts of hosts, daemon configurations, engines and files, lets the rules
 * judge them and writes reports.
 *
 * <p>It never changes what it looks at and needs no root and no native code.
 *
 * <p>Callers: the command line.
 */
@NullMarked
package io.jsec.audit;

import org.jspecify.annotations.NullMarked;
