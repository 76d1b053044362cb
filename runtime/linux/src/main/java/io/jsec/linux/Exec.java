package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Another program in this process's place.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/execve.2.html">execve(2)</a>
 */
public final class Exec {
    static {
        Libc.bind(Exec.class);
    }

    private Exec() {}

    /**
     * Replaces this process. Standard output and error are flushed first; every other thread ends;
     * descriptors stay open unless they close at execve. Shutdown hooks do not run.
     *
     * @param program absolute path
     * @param arguments argv, the first being the name the program sees
     * @param environment the program's whole environment
     * @return never; a failure is the exception
     * @throws LinuxException ENOENT EACCES E2BIG ENOEXEC ELOOP ENOMEM
     */
    public static LinuxException replace(
            Path program, List<String> arguments, Map<String, String> environment) {
        List<byte[]> argv = arguments.stream().map(CString::of).toList();
        List<byte[]> envp =
                environment.entrySet().stream()
                        .map(e -> CString.of(e.getKey() + "=" + e.getValue()))
                        .toList();
        Block argumentVector = vector(argv);
        Block environmentVector = vector(envp);
        System.out.flush();
        System.err.flush();
        try {
            execve(
                    CString.of(program.toString()),
                    argumentVector.bytes(),
                    environmentVector.bytes());
        } catch (LastErrorException e) {
            throw new LinuxException("execve", program.toString(), e.getErrorCode());
        }
        throw new IllegalStateException("execve returned without an error");
    }

    /** Pointers, NULL, then the strings they point to. */
    private static Block vector(List<byte[]> strings) {
        int table = (strings.size() + 1) * Long.BYTES;
        int size = table;
        for (byte[] string : strings) {
            size = Math.addExact(size, string.length);
        }
        Block block = new Block(size);
        int at = table;
        for (int i = 0; i < strings.size(); i++) {
            block.bytes().putLong(i * Long.BYTES, block.address(at));
            block.bytes().put(at, strings.get(i));
            at += strings.get(i).length;
        }
        return block;
    }

    private static native int execve(byte[] program, ByteBuffer argv, ByteBuffer envp)
            throws LastErrorException;
}
