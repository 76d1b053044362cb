package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A disk that fails at a call, is full, or stands still as after kill -9. */
final class FaultyDisk implements Disk {
    private final Disk disk;
    private final List<String> calls = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();
    private int failAt = -1;
    private int killAt = -1;
    private double part;
    private boolean full;
    private boolean dead;
    private boolean broken;
    private boolean syncsFail;
    private boolean whole;

    FaultyDisk(Disk disk) {
        this.disk = disk;
    }

    /** The process is gone: nothing it does later has an effect. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Every call that changes something, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** The call with this number, from 0, throws and does nothing. */
    FaultyDisk failAt(int call) {
        failAt = call;
        return this;
    }

    /** The same, and a write leaves nothing half done. */
    FaultyDisk failWholeAt(int call) {
        whole = true;
        return failAt(call);
    }

    /**
     * At the call with this number the process dies, after a part of what it writes was written.
     */
    FaultyDisk killAt(int call, double written) {
        killAt = call;
        part = written;
        return this;
    }

    /** No file grows; half of what does not fit is written. */
    void full(boolean now) {
        full = now;
    }

    /** Nothing can be changed. */
    void broken(boolean now) {
        broken = now;
    }

    /** No name becomes durable. */
    void failSyncs(boolean now) {
        syncsFail = now;
    }

    /** Gives back what the process held, as the kernel does. */
    void release() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }

    /** How many files and locks the process holds. */
    int held() {
        return open.size();
    }

    private void call(String name) throws IOException {
        if (dead) {
            throw new Killed();
        }
        int number = calls.size();
        calls.add(name);
        if (number == killAt) {
            dead = true;
        }
        if (number == failAt || broken) {
            throw new IOException("Input/output error");
        }
    }

    private void after() {
        if (dead) {
            throw new Killed();
        }
    }

    @Override
    public List<String> names() throws IOException {
        return disk.names();
    }

    @Override
    public Optional<Closeable> lock(String name) throws IOException {
        Optional<Closeable> lock = disk.lock(name);
        lock.ifPresent(open::add);
        return lock.map(each ->
                () -> {
                    open.remove(each);
                    each.close();
                });
    }

    @Override
    public Bytes open(String name) throws IOException {
        call("open " + name);
        if (dead && part < 0.5) {
            throw new Killed();
        }
        Bytes bytes = disk.open(name);
        open.add(bytes);
        after();
        return new FaultyBytes(name, bytes);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        call("rename " + from);
        if (dead && part < 0.5) {
            throw new Killed();
        }
        disk.rename(from, to);
        after();
    }

    @Override
    public void delete(String name) throws IOException {
        call("delete " + name);
        if (dead && part < 0.5) {
            throw new Killed();
        }
        disk.delete(name);
        after();
    }

    @Override
    public void sync() throws IOException {
        call("sync");
        if (syncsFail) {
            throw new IOException("Input/output error");
        }
        // What a process wrote outlives it: only a machine that fails needs more.
        after();
    }

    private final class FaultyBytes implements Bytes {
        private final String name;
        private final Bytes bytes;

        FaultyBytes(String name, Bytes bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public long size() throws IOException {
            return bytes.size();
        }

        @Override
        public byte[] read(int bytesMax) throws IOException {
            return bytes.read(bytesMax);
        }

        @Override
        public void write(byte[] content, long position) throws IOException {
            try {
                call("write " + name);
            } catch (IOException e) {
                // A write that fails may have written something.
                if (!whole) {
                    bytes.write(Arrays.copyOf(content, content.length / 2), position);
                }
                throw e;
            }
            if (dead) {
                bytes.write(Arrays.copyOf(content, (int) (content.length * part)), position);
                throw new Killed();
            }
            if (full && position + content.length > bytes.size()) {
                long room = Math.max(0, bytes.size() - position);
                bytes.write(Arrays.copyOf(content, (int) (room + content.length) / 2), position);
                throw new IOException("No space left on device");
            }
            bytes.write(content, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            call("truncate " + name);
            if (dead && part < 0.5) {
                throw new Killed();
            }
            bytes.truncate(size);
            after();
        }

        @Override
        public void force() throws IOException {
            call("force " + name);
            after();
        }

        @Override
        public void close() throws IOException {
            open.remove(bytes);
            bytes.close();
        }
    }
}
