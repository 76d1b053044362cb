package io.jsec.daemon.enrol;

import io.jsec.ca.Leaf;
import io.jsec.ca.Token;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
final class Told implements Enrolments {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void granted(Token token) {
        lines.add("granted " + token.id() + " " + token.role());
    }

    @Override
    public void enrolled(Leaf leaf, String source) {
        lines.add("enrolled " + leaf.nameTexts().getFirst() + " " + source);
    }

    @Override
    public void renewed(Leaf leaf, String source) {
        lines.add("renewed " + leaf.nameTexts().getFirst() + " " + source);
    }

    @Override
    public void tokenRefused(String source) {
        lines.add("token refused " + source);
    }

    @Override
    public void renewalRefused(Leaf leaf, String source) {
        lines.add("renewal refused " + leaf.nameTexts().getFirst() + " " + source);
    }

    @Override
    public void refused(String what, String source, String why) {
        lines.add("refused " + what + " " + source + ": " + why);
    }

    @Override
    public void failed(String what, Exception why) {
        lines.add("failed " + what + ": " + why.getMessage());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
