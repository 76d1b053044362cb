/**
 * The tamper-evident journal: a hash-chained record of calls, decisions and launches.
 *
 * <p>It never drops an entry without a count, never rewrites one, and never decides anything from
 * what it holds. What enters is typed: no type has a place for a body, a header or an environment.
 *
 * <p>Callers: {@code io.jsec.engine}, {@code io.jsec.daemon} and the command line. They know {@link
 * io.jsec.journal.Journal}; {@link io.jsec.journal.DiskJournal} is made by the composition root.
 *
 * <p><b>Files</b>, all 0600, in a directory of the engine's, 0700:
 *
 * <ul>
 *   <li>{@code journal-0001.jsonl} and on: lines, below.
 *   <li>{@code journal-reserve}: a file of NUL bytes whose blocks are taken already. On a full disk
 *       it gets the next number and is written in place; what follows its lines is NUL. Once there
 *       is room again it is cut behind its last line, and a new reserve is made.
 *   <li>{@code journal.key}: the private half of the next checkpoint's key, below.
 *   <li>{@code journal.lock}: locked by the one writer.
 *   <li>{@code journal-NNNN.cut-SEQ}: what was cut behind line SEQ - 1 at a start, where it was
 *       more than an unfinished line.
 *   <li>{@code damaged-TIME}: directories with all files of a journal that could not go on.
 * </ul>
 *
 * <p><b>A line</b> is one flat JSON object in printable ASCII and a line feed: no space outside of
 * strings, no escape, whole numbers without a sign, members in this order: {@code seq} (1 for the
 * first, one more each, over all files), {@code time} (UTC, milliseconds), {@code kind}, the
 * members of the kind, {@code hash}. A hash is 64 lower-case hexadecimal digits: the SHA-256 of the
 * hash of the line before, as those digits, followed by the bytes of this line before {@code
 * ,"hash":}. The first line follows 64 zeros. So a line's hash binds that line and all before it,
 * and the last line's hash, with its number, is the journal's <i>head</i>: {@code SEQ:HASH}.
 *
 * <p><b>Kinds.</b>
 *
 * <ul>
 *   <li>{@code segment}, the first line of each file and no other: {@code format} ({@code
 *       jsec.journal/1}), {@code journal} (a random id, the same in all files), {@code number},
 *       {@code place} ({@code disk} or {@code reserve}), {@code prev} (the hash of the line
 *       before), {@code key} (the public half of the next checkpoint's key).
 *   <li>{@code checkpoint}: {@code next} (the public half of the key of the checkpoint after it),
 *       {@code sig}: the Ed25519 signature, by the key announced last, of the hash of the line
 *       before, as digits, followed by the bytes of this line before {@code ,"sig":}.
 *   <li>{@code start} ({@code boot}, {@code session}, {@code version}) and {@code stop} ({@code
 *       session}): an engine began and ended. A start without a stop before it follows a kill.
 *   <li>{@code cut} ({@code file}, {@code bytes}, {@code digest}): what stood behind the last good
 *       line at a start was removed.
 *   <li>{@code intent} ({@code who}, {@code method}, {@code route}, {@code objects}), {@code
 *       mutation} (also {@code status}, {@code ms} and, where there was one, {@code intent}, its
 *       number), {@code decision} (also {@code rule}, {@code verdict}), {@code launch} ({@code
 *       who}, {@code object}, {@code plan}), {@code certificate} ({@code who}, {@code act}, {@code
 *       subject}, {@code object}), {@code handshakes} ({@code who}, {@code source}, {@code minute},
 *       {@code count}, {@code reasons} as {@code KIND:COUNT}).
 *   <li>{@code reads} ({@code who}, {@code minute}, {@code count}, {@code routes} as {@code
 *       ROUTE:COUNT}).
 *   <li>{@code limited} ({@code who}, {@code since}, counts): entries over an identity's budget;
 *       {@code dropped} ({@code since}, counts): entries that could not be written.
 * </ul>
 *
 * <p><b>The file of keys</b> is two places of 512 bytes. A full one is {@code jseckey1}, the key's
 * number (u64, big endian), the seed and the public half (32 bytes each, RFC 8032), the SHA-256 of
 * those 80 bytes, zeros. A checkpoint is written in this order, each step on the disk before the
 * next: the following key into the free place; the line, signed with the current one; zeros over
 * the current one. At a start the key that the journal announces stays, and the other is erased.
 *
 * <p><b>A killed writer</b> leaves at most an unfinished write at the end of the last file. The
 * next one reads that file, cuts behind its last good line, and writes a {@code cut} line. It cuts
 * nothing that a checkpoint follows: then it refuses to go on.
 */
@NullMarked
package io.jsec.journal;

import org.jspecify.annotations.NullMarked;
