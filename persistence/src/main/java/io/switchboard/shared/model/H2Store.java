// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
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

    /** H2 waits 10 ms for its turn among the commits, and gives up without a word. */
    private static final int ATTEMPTS = 20;

    private final MVStore store;

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

    boolean isClosed() {
        return store.isClosed();
    }

    /** Writes again what sparse chunks still hold, a bounded amount, and nothing when the file as a whole is dense. */
    void compact() {
        for (int attempt = 0;
                attempt < ATTEMPTS && store.getFileStore().getChunksFillRate() < FILL_PERCENT;
                attempt++) {
            if (store.compact(FILL_PERCENT, REWRITE_BYTES)) {
                return;
            }
        }
    }
}
