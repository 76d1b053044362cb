/**
 * {@code jsec setup}: what root does once so that nothing runs as root afterwards.
 *
 * <p>A pure planner turns facts of the host into a list of {@link io.jsec.cli.setup.Change}s; each
 * says in words what it does, whether it already holds, how it is made and how it is taken back.
 * Before one is made, it is written to the journal together with what was there before, so that an
 * interrupted setup can be continued or undone from any point.
 *
 * <p>Journal: {@code /etc/jsec/setup.json}, 0600, root's: {@code {"schema":"jsec.setup/1",
 * "entries":[{"change":{"type":…,…},"before":"…"}]}}, oldest first. It lies outside the engine's
 * directories: whoever may write it tells root what to undo.
 *
 * <p>It must never run while nobody asked, and never start a container. Callers: the command line.
 */
@NullMarked
package io.jsec.cli.setup;

import org.jspecify.annotations.NullMarked;
