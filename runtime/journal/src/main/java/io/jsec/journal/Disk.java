package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The directory of a journal: what is done to it, one call each, so that each can fail. */
interface Disk {
    /** The names in it, sorted. */
    List<String> names() throws IOException;

    /** Takes the lock of the one writer, or nothing where another has it. */
    Optional<Closeable> lock(String name) throws IOException;

    /** Opens a file for reading and writing, and makes it where it is missing, 0600. */
    Bytes open(String name) throws IOException;

    /** Gives a file another name, which must be free. */
    void rename(String from, String to) throws IOException;

    /** Removes a file, where it is there. */
    void delete(String name) throws IOException;

    /** Makes names durable. */
    void sync() throws IOException;

    /** An open file. */
    interface Bytes extends Closeable {
        long size() throws IOException;

        /** Everything from the start. */
        byte[] read(int bytesMax) throws IOException;

        /** Writes all bytes at a place. */
        void write(byte[] bytes, long position) throws IOException;

        void truncate(long size) throws IOException;

        /** Makes the content durable. */
        void force() throws IOException;
    }
}
