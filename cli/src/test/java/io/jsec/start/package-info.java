/**
 * Tests of the scripts around the Java program: the start script, the wrapper of a clone, the count
 * of tests.
 *
 * <p>It never needs a container; where the real Java would hide what the script did, a stand-in is
 * started.
 *
 * <p>Callers: nobody.
 */
@NullMarked
package io.jsec.start;

import org.jspecify.annotations.NullMarked;
