// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import io.switchboard.transfers.service.ContentKey;
import io.switchboard.transfers.service.ContentStore;
import io.switchboard.transfers.service.ContentStores;
import io.switchboard.transfers.service.Piece;
import io.switchboard.transfers.service.Segment;
import io.switchboard.transfers.service.Staging;
import io.switchboard.transfers.wire.Identification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Contents that an enterprise has, without anybody of it having uploaded, proven or received them. */
public final class StoredByHand {
    private StoredByHand() {}

    /** Puts data into a server's store, as if an upload had brought them long ago. */
    public static UUID store(ServerUnderTest server, Enterprise enterprise, Data data) {
        return store(server, enterprise, data, data);
    }

    /**
     * The same where the store has not what it says.
     *
     * @param said as which it is known
     * @param data what it is; of the same length
     */
    public static UUID store(ServerUnderTest server, Enterprise enterprise, Data said, Data data) {
        UUID id = UUID.randomUUID();
        keep(server, id, data.bytes());
        record(server, enterprise, id, said.code(), data.bytes().length, Duration.ZERO);
        return id;
    }

    /** A code that a server believes to have, of which it has no bytes: for what reads none, however large it were. */
    public static void claim(ServerUnderTest server, Enterprise enterprise, Identification code, long size) {
        // Nobody looks for them before.
        record(server, enterprise, UUID.randomUUID(), code, size, Duration.ofDays(36_500));
    }

    private static void record(
            ServerUnderTest server, Enterprise enterprise, UUID id, Identification code, long size, Duration unread) {
        Sql.run(
                server,
                "insert into storage_use (enterprise_id, logical, physical) select id, 0, 0 from enterprise e where id = '"
                        + enterprise.id()
                        + "' and not exists (select 1 from storage_use s where s.enterprise_id = e.id)");
        Sql.run(
                server,
                "update storage_use set physical = physical + " + size + " where enterprise_id = '" + enterprise.id()
                        + "'");
        Sql.run(
                server,
                "insert into content (id, version, enterprise_id, algorithm, digest, findable_digest, size, state, stored_at,"
                        + " scrubbed_at, collect_at) values ('" + id + "', 0, '" + enterprise.id() + "', '"
                        + code.algorithm().name() + "', '" + code.digest() + "', '" + code.digest() + "', " + size
                        + ", 'STORED', timestamp with time zone '" + server.now() + "', timestamp with time zone '"
                        + server.now().plus(unread) + "', timestamp with time zone '"
                        + server.now().plus(Duration.ofDays(30)) + "')");
    }

    /** Gives data to a server's store, and tells its database nothing of them. */
    public static void keep(ServerUnderTest server, UUID id, byte[] data) {
        Path directory = server.data();
        Staging staging = new Staging(directory.resolve("by-hand"));
        try (ContentStore store =
                ContentStores.directory(directory.resolve("contents"), Clock.fixed(server.now(), ZoneOffset.UTC))) {
            try (Segment segment = staging.create(id, 1)) {
                segment.append(ByteBuffer.wrap(data));
                segment.force();
            }
            store.keep(new ContentKey(id), staging.assemble(id, 1, List.of(new Piece(id, 1, data.length))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
