/**
 * Launch plans: compiled from a specification, verified, explained, encoded, and handed to the C
 * program jsec-launch, which executes them and decides nothing.
 *
 * <p>It never starts a process by itself and never weakens a plan after it was verified.
 *
 * <p>Callers: {@code io.jsec.engine} and the command line.
 *
 * <h2>Resident mode</h2>
 *
 * <pre>{@code
 * jsec-launch resident --socket PATH --uid-map LINES --gid-map LINES [--views DIR]
 *     [--listen PATH:MODE[:GID] | --listen-fd N | --listen-tcp ADDRESS:PORT]…
 *     [--lock-fd N]…  [--engine-env NAME=VALUE]…  [-- PROGRAM [WORD]…]
 * }</pre>
 *
 * <p>Its outer half stays in the host's user namespace, its inner half is PID 1 of the engine's
 * user, mount and pid namespaces. Without a program it only serves its control socket, mode 0600,
 * to processes with the user's own uid. Descriptors named by {@code --lock-fd} stay open in both
 * halves and nowhere else: a lock on them is let go when both are gone.
 *
 * <p><b>The engine</b> is a child of the inner half: uid 0 of the user namespace, all capabilities
 * in it, no_new_privs, a session of its own, a mount namespace of its own that follows the host's
 * mounts (what it mounts ends with it). /proc is the host's. Its environment is {@code
 * --engine-env} and nothing else. Open are 0 (/dev/null), 1 and 2 (the launcher's), and
 *
 * <ul>
 *   <li>3: a control connection, as if accepted on the control socket;
 *   <li>4: the hand-in channel, one for all engines in turn;
 *   <li>5: the directory of the /proc of the engine's pid namespace ({@link EngineDescriptors}).
 * </ul>
 *
 * <p>When it dies it is started again: after 100 ms, and after twice that each time it dies within
 * a second of its subscription (or before it), up to five seconds; each death is a line on standard
 * error. Exit status 0 ends the launcher and its containers in order; status 3, where no container
 * is left, ends the launcher with that status. Status 4 says that nobody needs it: where no
 * container runs and nobody waits to be handed in, sockets are shut, who connected until then is
 * handed in, and if nobody did the launcher ends; else the engine is started again. A socket that
 * was handed down is not shut: who connects there waits for the next launcher. SIGHUP is passed on
 * to the engine. A service manager is told READY=1 and STOPPING=1 (sd_notify(3)). SIGTERM: the
 * engine gets SIGTERM and ten seconds, then containers get SIGTERM and ten seconds. After a
 * SHUTDOWN request containers end first, and the engine hears of it.
 *
 * <p><b>Clients' sockets</b> are unix stream sockets, bound by the outer half with the given mode
 * (octal) and group, or handed down (checked: unix, stream, listening), or TCP sockets of 127.0.0.1
 * or [::1], the only addresses the launcher knows. They are numbered from 0 in the order of the
 * options. Each connection becomes one message of the hand-in channel, little endian, with the
 * connection (O_NONBLOCK) as its only descriptor:
 *
 * <pre>{@code
 * u32 pid   u32 uid   u32 gid     SO_PEERCRED, in ids of the host
 * u16 listener
 * u16 flags                       1: it has more than 1,024 groups, none are told; 2: it came by
 *                                 TCP: pid is 0, uid and gid are 0xffffffff, no group is told
 * u32 count, u32 group[count]     SO_PEERGROUPS, likewise
 * }</pre>
 *
 * <p>While no engine reads, messages wait in the channel as long as its buffer (net.core's default,
 * some hundreds of connections) has room; then connections are closed at once.
 *
 * <h2>Control socket</h2>
 *
 * <p>SOCK_SEQPACKET. A message is 112 bytes, then text: u32 magic 0x314c534a, u16 version 1, u16
 * op, u64 sequence (echoed by replies, 0 in events), i32 a, i32 b, u64 c, u8 id[64] (lower-case
 * hexadecimal, or zeros), u32 bytes of text, u32 0, u64 0. {@link ControlOp} lists the operations
 * and what a, b and c are in each.
 *
 * <p><b>Processes that join</b> (EXEC) carry a plan of their own kind: OomScore, AppArmor, Cgroup…
 * (no files, not made), Join, Stdio, Rlimit…, User, Capabilities, NoNewPrivs, Seccomp, Exec. The
 * launcher holds it against the plan the container was started by (PLAN tells that one): the same
 * namespaces, groups and filter, no limit higher, no capability more, ids of the container's map.
 * The child is born in the container's groups and pid namespace and enters the others by its first
 * process's descriptor. No Landlock rules follow (ARCHITECTURE.md says why). It has an id and a
 * record of its own; the container's end is its end (137).
 *
 * <p><b>Containers that share.</b> A plan with Share steps is refused unless each container it
 * names runs, has what is taken, and was started with the same id map. A child of INNER that is in
 * no container enters the taken namespaces by that process's descriptor and makes the container's
 * first process as its own sibling, which is born in them; mounts that only their namespace's owner
 * can make (/proc, /dev/mqueue) and /dev/shm are copies of the other container's. With another's
 * pid namespace the first process is not process 1: when it ends, INNER ends what its groups hold.
 *
 * <p><b>What is held.</b> A START may carry one descriptor of its client's, such as a listening
 * socket whose file the plan binds into the container: a socket's file cannot be bound twice, so
 * the socket must outlive who listens. The launcher does nothing with it but give copies of it to
 * whoever asks (HELD), and closes it at the container's end. No launched process has it.
 *
 * <p><b>Streams.</b> ATTACHED carries one end of a SOCK_SEQPACKET pair. Each message from the
 * launcher is u8 stream (1, 2), three zero bytes, u32 bytes of data, u64 offset of the first of
 * them in all the container wrote to both streams, then at most 16 KiB of data; its end is the end
 * of output. Messages to it are input, 1 to 4,096 bytes each; shutdown of that direction ends this
 * client's input. The spool keeps 256 KiB of a container's last frames (8 bytes more each), taken
 * or not, until KEPT says that they are kept elsewhere or the container is forgotten. EXITED comes
 * when all that was written is in the spool; its count of dropped bytes is of those nobody took.
 */
@NullMarked
package io.jsec.launch;

import org.jspecify.annotations.NullMarked;
