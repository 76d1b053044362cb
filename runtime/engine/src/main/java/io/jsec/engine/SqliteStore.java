package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** Records in SQLite: a write-ahead log, one connection, one writer at a time. */
final class SqliteStore implements StateStore {
    /** The schema this program writes; a file with a later one is refused. */
    static final int SCHEMA = 2;

    private static final int BUSY_MS = 10_000;

    /** Of an extended result code. */
    private static final int PRIMARY_CODE = 0xff;

    private static final int PAGE_BYTES = 4096;

    /**
     * Pages that the file and its log have in reserve. A file system that is full then still takes
     * hundreds of small writes: containers can be stopped and removed, which makes room.
     */
    private static final int RESERVE_PAGES = 256;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Connection connection;

    /** What is written again and again is compiled once; SQL is one of a few constants. */
    @GuardedBy("lock")
    private final Map<String, PreparedStatement> writes = new HashMap<>();

    private SqliteStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens or makes the file, and brings its schema up to this program's.
     *
     * @param library where the driver's native half is put
     */
    static SqliteStore open(Path file, Path library) {
        SqliteLibrary.prepare(library);
        SQLiteConfig config = new SQLiteConfig();
        // Nobody else opens it (engine.lock). Without that, the log's index would be a file that is
        // mapped, and a file system that has no room for a page of it ends the process by SIGBUS.
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setBusyTimeout(BUSY_MS);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try {
                prepare(connection);
                migrate(connection, file);
                reserve(connection, file);
                return new SqliteStore(connection);
            } catch (SQLException | EngineException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed("opening " + file, e);
        }
    }

    /**
     * After the mode of locks: each of these reads the file, and would make the index of its log.
     */
    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("PRAGMA foreign_keys = ON");
        }
    }

    private static void migrate(Connection connection, Path file) throws SQLException {
        int found;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            found = row.getInt(1);
        }
        if (found > SCHEMA) {
            throw EngineException.unavailable(
                    file
                            + " was written by a later jsec (schema "
                            + found
                            + ", this one knows "
                            + SCHEMA
                            + "); use that one, or another state directory");
        }
        if (found < SCHEMA) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (found < 1) {
                    first(statement);
                }
                second(statement);
                statement.execute("PRAGMA user_version = " + SCHEMA);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Takes the reserve, where it is not there; on a disk that is full there is none. */
    private static void reserve(Connection connection, Path file) {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        try (Statement statement = connection.createStatement()) {
            // The log begins anew before it is longer than its reserve.
            statement.execute("PRAGMA wal_autocheckpoint = " + RESERVE_PAGES / 2);
            int free;
            try (ResultSet row = statement.executeQuery("PRAGMA freelist_count")) {
                free = row.getInt(1);
            }
            long reserved = (long) RESERVE_PAGES * PAGE_BYTES;
            if (free >= RESERVE_PAGES / 2 && Files.exists(log) && Files.size(log) >= reserved) {
                return;
            }
            statement.execute("CREATE TABLE IF NOT EXISTS reserve (bytes BLOB NOT NULL)");
            statement.execute("INSERT INTO reserve VALUES (zeroblob(" + reserved + "))");
            statement.execute("DROP TABLE reserve");
            statement.execute("PRAGMA wal_checkpoint(RESTART)");
        } catch (SQLException | IOException e) {
            dropReserve(connection);
        }
    }

    private static void dropReserve(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS reserve");
        } catch (SQLException e) {
            // An empty table is in nobody's way, and the next start drops it.
        }
    }

    private static void first(Statement statement) throws SQLException {
        statement.execute(
                "CREATE TABLE container (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
                        + " document TEXT NOT NULL) WITHOUT ROWID");
        statement.execute(
                "CREATE TABLE volume (name TEXT PRIMARY KEY, document TEXT NOT NULL)"
                        + " WITHOUT ROWID");
        statement.execute(
                "CREATE TABLE engine (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
                        + " WITHOUT ROWID");
        statement.execute("INSERT INTO engine VALUES ('id', lower(hex(randomblob(16))))");
    }

    /** Processes beside containers' first, and health: both outlive the engine. */
    private static void second(Statement statement) throws SQLException {
        statement.execute(
                "CREATE TABLE exec (id TEXT PRIMARY KEY, container TEXT NOT NULL REFERENCES"
                        + " container ON DELETE CASCADE, document TEXT NOT NULL) WITHOUT ROWID");
        statement.execute("CREATE INDEX exec_container ON exec (container)");
        statement.execute(
                "CREATE TABLE health (container TEXT PRIMARY KEY REFERENCES container"
                        + " ON DELETE CASCADE, document TEXT NOT NULL) WITHOUT ROWID");
    }

    @Override
    public List<ContainerRecord> containers() {
        List<ContainerRecord> all =
                new ArrayList<>(documents("SELECT document FROM container", ContainerRecord.class));
        all.sort(java.util.Comparator.comparing(ContainerRecord::created));
        return List.copyOf(all);
    }

    @Override
    public void put(ContainerRecord container) {
        write(
                "INSERT INTO container VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                        + " name = excluded.name, document = excluded.document",
                container.id(),
                container.name(),
                RecordJson.write(container));
    }

    @Override
    public void removeContainer(String id) {
        write("DELETE FROM container WHERE id = ?", id);
    }

    @Override
    public List<VolumeRecord> volumes() {
        return documents("SELECT document FROM volume ORDER BY name", VolumeRecord.class);
    }

    @Override
    public void put(VolumeRecord volume) {
        write(
                "INSERT INTO volume VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET"
                        + " document = excluded.document",
                volume.name(),
                RecordJson.write(volume));
    }

    @Override
    public void removeVolume(String name) {
        write("DELETE FROM volume WHERE name = ?", name);
    }

    @Override
    public List<ExecRecord> execs() {
        List<ExecRecord> all =
                new ArrayList<>(documents("SELECT document FROM exec", ExecRecord.class));
        all.sort(java.util.Comparator.comparing(ExecRecord::created));
        return List.copyOf(all);
    }

    @Override
    public void put(ExecRecord exec) {
        write(
                "INSERT INTO exec VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                        + " document = excluded.document",
                exec.id(),
                exec.containerId(),
                RecordJson.write(exec));
    }

    @Override
    public void removeExec(String id) {
        write("DELETE FROM exec WHERE id = ?", id);
    }

    @Override
    public List<HealthRecord> healths() {
        return documents("SELECT document FROM health", HealthRecord.class);
    }

    @Override
    public void put(HealthRecord health) {
        write(
                "INSERT INTO health VALUES (?, ?) ON CONFLICT (container) DO UPDATE SET"
                        + " document = excluded.document",
                health.containerId(),
                RecordJson.write(health));
    }

    @Override
    public String engineId() {
        return texts("SELECT value FROM engine WHERE key = 'id'").getFirst();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (PreparedStatement statement : writes.values()) {
                statement.close();
            }
            writes.clear();
            connection.close();
        } catch (SQLException e) {
            throw failed("closing the state store", e);
        } finally {
            lock.unlock();
        }
    }

    private <T> List<T> documents(String query, Class<T> type) {
        return texts(query).stream().map(text -> RecordJson.read(text, type)).toList();
    }

    private List<String> texts(String query) {
        lock.lock();
        try {
            return texts(connection, query);
        } catch (SQLException e) {
            throw failed("reading the state store", e);
        } finally {
            lock.unlock();
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private void write(String sql, String... values) {
        lock.lock();
        try {
            PreparedStatement statement = writes.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                writes.put(sql, statement);
            }
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            drop(sql);
            throw failed("writing the state store", e);
        } finally {
            lock.unlock();
        }
    }

    /** A statement that failed once is of no use to the driver any more. */
    @GuardedBy("lock")
    private void drop(String sql) {
        try {
            PreparedStatement statement = writes.remove(sql);
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            // It is gone from here all the same.
        }
    }

    private static EngineException failed(String what, SQLException e) {
        return EngineException.internal(what + ": " + why(e), e);
    }

    /** Where the disk is the reason, in the words every program has for that. */
    private static String why(SQLException e) {
        return why(e.getErrorCode(), String.valueOf(e.getMessage()));
    }

    /** SQLite tells a full disk from others, and a quota from nothing. */
    static String why(int code, String message) {
        int primary = code & PRIMARY_CODE;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return "no space left on device";
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return "the file system is read-only";
        }
        return primary == SQLiteErrorCode.SQLITE_IOERR.code
                ? "the disk takes no writes (a quota is used up, it is read-only, or it fails): "
                        + message
                : message;
    }
}
