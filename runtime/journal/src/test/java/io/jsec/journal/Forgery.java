package io.jsec.journal;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** What somebody can make who knows the format and has no key that was announced. */
record Forgery(TestJournal journal) {
    /** A file's lines with one changed, and all hashes behind it made anew. */
    List<String> rehashed(int number, int line, String from, String to) throws IOException {
        return forged(number, line, from, to, false);
    }

    /** The same, with checkpoints behind it signed by keys of his own. */
    List<String> resigned(int number, int line, String from, String to) throws IOException {
        return forged(number, line, from, to, true);
    }

    private List<String> forged(int number, int line, String from, String to, boolean sign)
            throws IOException {
        List<String> forged = new ArrayList<>();
        String hash = Head.EMPTY.hash();
        CheckpointKey key = CheckpointKey.make(1, new SecureRandom());
        List<String> lines = journal.text(number);
        for (int i = 0; i < lines.size(); i++) {
            Line each = Line.parse(lines.get(i)).orElseThrow();
            String body = each.body();
            if (i == line) {
                if (!body.contains(from)) {
                    throw new IllegalStateException("there is no " + from + " in " + body);
                }
                body = body.replace(from, to);
            }
            if (sign && i > line && each.kind().equals(Checkpoint.KIND)) {
                CheckpointKey next = CheckpointKey.make(1, new SecureRandom());
                String plain =
                        new Body(each.seq(), each.time(), Checkpoint.KIND)
                                .text("next", next.publicText())
                                .toString();
                body = plain + ",\"sig\":\"" + key.sign(hash + plain) + "\"";
                key = next;
            }
            hash = i < line ? each.hash() : Chain.hash(hash, body);
            forged.add(Chain.line(body, hash));
        }
        return forged;
    }
}
