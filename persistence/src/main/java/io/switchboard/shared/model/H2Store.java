// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The file of an open H2 database. The only class that names H2's own: nothing of it runs where the database is another.
 *
 * <p>Every commit writes a chunk with the pages that it changed. A chunk that holds mostly pages which later commits have superseded is
 * sparse: what it still holds is written again, as one more commit would, and its space is used anew once it is older than the
 * retention time. Nothing is ever moved in place.
 */
final class H2Store {
    private static final int FILL_PERCENT = 60;
    private static final int REWRITE_BYTES = 4 << 20;

    /**
     * Only chunks that are at most this full are written again. H2's own {@code compact} takes full ones as well, the oldest first: what
     * it has just written is now and then a little more than its limit, and once that chunk is the oldest it fits into no round any more
     * and keeps all the others out: an hour of load left 704 MB for 221 MB.
     */
    private static final int SPARSE_PERCENT = 80;

    /** What a transaction of many megabytes has written fits into no round either, however sparse it has become. */
    private static final int WIDE_REWRITE_BYTES = 24 << 20;

    private static final int HOPELESS_PERCENT = 40;
    private static final int ROUNDS_BEFORE_A_WIDE_ONE = 50;

    /** Protected, and what {@code compact} calls with 100 %. Only this version of H2 is in our module, and tests hold it to this. */
    private static final MethodHandle REWRITE_CHUNKS = rewriteChunks();

    private final MVStore store;
    private int hopelessRounds;

    private H2Store(MVStore store) {
        this.store = store;
    }

    /** The store behind a connection; null when the database is in memory, read-only or in another process. */
    static @Nullable H2Store of(Connection connection) throws SQLException {
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            MVStore store = session.getDatabase().getStore().getMvStore();
            return store.isPersistent() && !store.isReadOnly() ? new H2Store(store) : null;
        }
        return null;
    }

    private static MethodHandle rewriteChunks() {
        try {
            return MethodHandles.privateLookupIn(FileStore.class, MethodHandles.lookup())
                    .findVirtual(
                            FileStore.class,
                            "rewriteChunks",
                            MethodType.methodType(boolean.class, int.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This H2 cannot be kept up: it is not the version that the server brings", e);
        }
    }

    boolean isClosed() {
        return store.isClosed();
    }

    /** Writes again what sparse chunks still hold, a bounded amount, and nothing when the file as a whole is dense. */
    void compact() {
        int fill = store.getFileStore().getChunksFillRate();
        hopelessRounds = fill < HOPELESS_PERCENT ? hopelessRounds + 1 : 0;
        if (fill < FILL_PERCENT) {
            boolean wide = hopelessRounds >= ROUNDS_BEFORE_A_WIDE_ONE;
            // Waits for its turn among the commits.
            store.executeFilestoreOperation(() -> rewrite(wide ? WIDE_REWRITE_BYTES : REWRITE_BYTES));
            hopelessRounds = wide ? 0 : hopelessRounds;
        }
    }

    private void rewrite(int bytes) {
        try {
            boolean ignored = (boolean) REWRITE_CHUNKS.invoke(store.getFileStore(), bytes, SPARSE_PERCENT);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The file cannot be compacted", e);
        }
    }
}
