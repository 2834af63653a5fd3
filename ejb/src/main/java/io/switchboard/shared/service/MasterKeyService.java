// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.DataKeyRepository;
import io.switchboard.shared.model.InstallationRepository;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.model.WrappedKey;
import io.switchboard.shared.wire.MasterKeyView;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the database's data key wrapped under the master key. Only that one row is written when the master key changes, so that nothing
 * else of the server notices; every node has the data key in memory.
 */
@Stateless
@Workflow
public class MasterKeyService {
    private static final String PURPOSE = "data-key";

    @Inject
    MasterKey masterKey;

    @Inject
    DataKey dataKey;

    @Inject
    Secrets secrets;

    @Inject
    DataKeyRepository repository;

    @Inject
    InstallationRepository installation;

    @Inject
    @Any
    Instance<WrappedBefore> before;

    @Inject
    Event<MasterKeyRotated> rotated;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * Reads the data key, on every node at every start; makes it in a new database, once for all nodes. When it is wrapped under another
     * master key than the present one, which is at hand too, it is wrapped under the present one.
     *
     * @throws IllegalStateException when the master key that it is wrapped under is not at hand
     */
    public void start() {
        installation.lock();
        Optional<WrappedKey> stored = repository.find();
        if (stored.isEmpty()) {
            RootKey first = first();
            dataKey.is(first);
            repository.add(new WrappedKey(first.id(), wrap(masterKey.present(), first)), clock.instant());
            return;
        }
        String under = RootKey.idOf(stored.get().wrapped());
        masterKey.settle(under);
        dataKey.is(unwrap(stored.get()));
        RootKey present = masterKey.present();
        if (!present.id().equals(under)) {
            wrapUnder(present, clock.instant());
            audit.record(Invocation.ofServer(), null, "master-key.rotate", present.id(), "done");
        }
    }

    /**
     * Makes a new master key and wraps the data key under it. The old one stays beside it in the data directory.
     *
     * @throws RefusedException {@code forbidden} for everybody but the admin client; {@code master-key-elsewhere} when the master key
     *     does not lie in this server's data directory
     */
    public MasterKeyView rotate(Invocation invocation) {
        invocation.requireAdmin();
        if (!masterKey.isInFile()) {
            throw RefusedException.of(
                    SharedRefusal.MASTER_KEY_ELSEWHERE,
                    "It is configured: give the server the new one as SWITCHBOARD_MASTER_KEY and the present one as"
                            + " SWITCHBOARD_PREVIOUS_MASTER_KEY, and start it again");
        }
        installation.lock();
        String under = RootKey.idOf(repository.find().orElseThrow().wrapped());
        masterKey.settle(under);
        if (!masterKey.present().id().equals(under)) {
            throw RefusedException.of(
                    SharedRefusal.MASTER_KEY_ELSEWHERE,
                    "Another node has rotated it: rotate it there, and copy that node's master.key to this one");
        }
        RootKey next = masterKey.prepare();
        Instant now = clock.instant();
        wrapUnder(next, now);
        rotated.fire(new MasterKeyRotated(next.id()));
        audit.record(invocation, null, "master-key.rotate", next.id(), "done");
        return new MasterKeyView(next.id(), now);
    }

    /** In a database from before there were data keys it is the master key of then. */
    private RootKey first() {
        return before.stream()
                .flatMap(feature -> feature.any().stream())
                .findFirst()
                .map(value -> masterKey.find(RootKey.idOf(value)))
                .orElseGet(() -> new RootKey(secrets.random(RootKey.BYTES)));
    }

    private void wrapUnder(RootKey master, Instant now) {
        repository.replace(new WrappedKey(dataKey.get().id(), wrap(master, dataKey.get())), now);
    }

    private byte[] wrap(RootKey master, RootKey data) {
        return master.wrap(PURPOSE, row(data.id()), secrets.random(RootKey.NONCE_BYTES), data.bytes());
    }

    private RootKey unwrap(WrappedKey stored) {
        RootKey master = masterKey.find(RootKey.idOf(stored.wrapped()));
        return new RootKey(master.unwrap(PURPOSE, row(stored.id()), stored.wrapped()));
    }

    private static byte[] row(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }
}
