/**
 * Containers: life cycle, exec, logs, statistics, events, volumes, state and admission.
 *
 * <p>It never speaks HTTP, never builds a plan step itself and never reads the environment. It
 * never starts a process: the launcher does. What it cannot do it refuses by the name of the
 * option.
 *
 * <p>Callers: {@code io.jsec.builder}, {@code io.jsec.daemon} and the command line.
 *
 * <h2>One request</h2>
 *
 * <p>{@link io.jsec.engine.LocalContainers} finds the container and hands it on: to {@link
 * io.jsec.engine.Creation} (merge, refuse, admit, keep, make), {@link io.jsec.engine.Lives} (start,
 * end, restart), {@link io.jsec.engine.Stops}, {@link io.jsec.engine.Removals}. Whoever changes a
 * container holds its lock; {@link io.jsec.engine.LifeCycle} says what an event does in a state. A
 * record is kept before its effects are made, and what happened is noted even where it cannot be
 * kept: a full disk hides no end.
 *
 * <h2>State</h2>
 *
 * <pre>
 * STATE/state.db       SQLite, write-ahead log, one writer; PRAGMA user_version is the schema: 2
 * STATE/engine.lock    held by the launcher: one engine per state directory
 * STATE/native/        the driver's native half, 0700
 * STORE/engine/ID/     a container: upper, work, etc/{hosts,hostname,resolv.conf}
 *   ID-json.log[.N]    its log, Docker's json-file; container.log[.N] of the driver local
 *   log.mark           u64 which of two states holds; a state: u64 stdout, u64 stderr (every byte
 *                      of the run's output before is in the log), u64 dropped in all runs, u64
 *                      dropped in this run as the launcher told, i64 inode of the log (-1: none
 *                      yet, 0: unknown), u64 bytes of it; big endian
 * STORE/volumes/NAME/_data   a volume
 * </pre>
 *
 * <pre>{@code
 * container (id TEXT PRIMARY KEY, name TEXT UNIQUE, document TEXT)   ContainerRecord as JSON
 * volume    (name TEXT PRIMARY KEY, document TEXT)                   VolumeRecord as JSON
 * exec      (id TEXT PRIMARY KEY, container TEXT, document TEXT)     ExecRecord as JSON
 * health    (container TEXT PRIMARY KEY, document TEXT)              HealthRecord as JSON
 * engine    (key TEXT PRIMARY KEY, value TEXT)                       id: made once
 * }</pre>
 *
 * <p>Rows of {@code exec} and {@code health} go with their container's. They are written where that
 * is possible: a full disk keeps nobody from looking into a container.
 *
 * <p>A migration is a step from one schema to the next, in one transaction, at the start. A file of
 * a later schema is refused. Unknown members of a document are ignored; a new member that is absent
 * reads as 0, empty or none, or needs a migration that adds it.
 *
 * <h2>Start</h2>
 *
 * <p>There is one: {@link io.jsec.engine.Recovery} lays the records beside what the launcher says.
 * Half-made containers go; those that run are attached to from the byte after the last one in their
 * log; those that ended meanwhile get their code; those nobody knows ended with 137. So a host that
 * was started again is nothing special: its launcher knows of nothing, and no process number that
 * was kept is believed. Processes beside containers' first run on too; a health check among them is
 * ended and asked anew. Then policies start what is to run.
 *
 * <h2>Output</h2>
 *
 * <p>One thread reads a container's one attachment and hands each part to the log's buffer, then to
 * each client's. A buffer that is full is waited for while its reader makes progress; a reader that
 * takes nothing for a second loses what comes, counted, shown in the log and in inspect.
 */
@NullMarked
package io.jsec.engine;

import org.jspecify.annotations.NullMarked;
