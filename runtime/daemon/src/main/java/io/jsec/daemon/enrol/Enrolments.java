package io.jsec.daemon.enrol;

import io.jsec.ca.Leaf;
import io.jsec.ca.Token;

/** Who is told what happens at the enrolment listener. Called from several threads. */
public interface Enrolments {
    /** A token can be used from now on. */
    void granted(Token token);

    /**
     * A client got its first certificate for a token.
     *
     * @param source the address it came from
     */
    void enrolled(Leaf leaf, String source);

    /** A client's certificate was renewed. */
    void renewed(Leaf leaf, String source);

    /** A token was not accepted; {@link #refused} says why. */
    void tokenRefused(String source);

    /** A certificate that was issued here is not renewed; {@link #refused} says why. */
    void renewalRefused(Leaf leaf, String source);

    /**
     * Something was refused.
     *
     * @param what such as {@code POST /enroll}
     * @param source the address it came from
     * @param why a sentence that holds no secret
     */
    void refused(String what, String source, String why);

    /** Something of this host did not work; clients are not told what. */
    void failed(String what, Exception why);
}
