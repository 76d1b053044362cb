package io.jsec.rules;

/**
 * One rule of the catalogue: its card and a pure function over one kind of facts.
 *
 * @param <F> what it judges
 */
public interface Rule<F extends Facts> {
    /** What the rule is called, sees and is good for. */
    RuleCard card();

    /** The kind of facts it judges. */
    Class<F> subject();

    /** The verdict; reads nothing but the facts, and answers the same to the same. */
    Verdict judge(F facts);
}
