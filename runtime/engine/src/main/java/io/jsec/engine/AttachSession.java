package io.jsec.engine;

/** A client's end of a process's streams. One thread reads while another writes. */
public interface AttachSession extends Frames {
    /** Whether there is a terminal: output is raw then, in no frames. */
    boolean tty();

    /**
     * Input. Waits while the process does not read; what comes after its end is dropped.
     *
     * @return false where the detach keys were in it: the session is over
     */
    boolean write(byte[] input, int offset, int length);

    /** The client's input is over; output goes on. */
    void endInput();
}
