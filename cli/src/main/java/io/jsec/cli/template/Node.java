package io.jsec.cli.template;

import java.util.List;

/** A part of a template. */
sealed interface Node {
    /**
     * What is printed as it is.
     *
     * @param text what
     */
    record Text(String text) implements Node {}

    /**
     * A pipeline whose result is printed, unless it goes into a variable.
     *
     * @param pipe the pipeline
     */
    record Action(Pipe pipe) implements Node {}

    /**
     * {@code if}.
     *
     * @param pipe the condition
     * @param then for a true one
     * @param otherwise for a false one
     */
    record If(Pipe pipe, List<Node> then, List<Node> otherwise) implements Node {}

    /**
     * {@code with}: the dot becomes the value, where that is true.
     *
     * @param pipe the value
     * @param then for a true one
     * @param otherwise for a false one
     */
    record With(Pipe pipe, List<Node> then, List<Node> otherwise) implements Node {}

    /**
     * {@code range}: once for each element.
     *
     * @param pipe the elements
     * @param body what is printed for each
     * @param otherwise where there is none
     */
    record Range(Pipe pipe, List<Node> body, List<Node> otherwise) implements Node {}

    /** {@code break}. */
    record Break() implements Node {}

    /** {@code continue}. */
    record Continue() implements Node {}
}
