// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key above all keys; 256 random bits that live outside the database: given by configuration, or in a file made at the first start.
 * It wraps the database's data key and nothing else, so that it can be changed at any time. Whoever has it and the database has
 * everything; without it the database's secrets are lost.
 */
@ApplicationScoped
public class MasterKey {
    @Inject
    Settings settings;

    private @Nullable MasterKeyFile file;

    @PostConstruct
    void load() {
        if (settings.get(SettingKey.MASTER_KEY).isEmpty()) {
            file = new MasterKeyFile(
                    Path.of(settings.get(SettingKey.DATA_DIRECTORY)).resolve("master.key"));
        }
        present();
    }

    /** The one to wrap with. */
    RootKey present() {
        MasterKeyFile managed = file;
        return managed == null ? new RootKey(settings.get(SettingKey.MASTER_KEY).orElseThrow()) : managed.readOrMake();
    }

    /** Whether this server keeps it, and so can change it. */
    boolean isInFile() {
        return file != null;
    }

    /**
     * The one of this id: the present one, the one before, or one that a rotation has prepared.
     *
     * @throws IllegalStateException when it is none of them
     */
    RootKey find(String id) {
        return candidates().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(RootKey::foreign);
    }

    private List<RootKey> candidates() {
        MasterKeyFile managed = file;
        Stream<Optional<RootKey>> inFiles =
                managed == null ? Stream.of() : Stream.of(managed.next(), managed.previous());
        Stream<Optional<RootKey>> configured =
                Stream.of(settings.get(SettingKey.PREVIOUS_MASTER_KEY).map(RootKey::new));
        return Stream.concat(
                        Stream.of(present()), Stream.concat(inFiles, configured).flatMap(Optional::stream))
                .toList();
    }

    /**
     * Only now; should this server end before, the next start finds the row under the prepared key and does the same. By now another
     * rotation may have prepared its own, which stays: it has put this one in its place.
     */
    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) MasterKeyRotated done) {
        promote(done.id());
    }

    /**
     * Ends a rotation that was cut off: when the database's key is under the prepared one, that takes its place; otherwise it has come to
     * nothing. The caller holds the installation's lock, so that no rotation is under way.
     *
     * @param id what the database's key is wrapped under
     */
    synchronized void settle(String id) {
        MasterKeyFile managed = file;
        if (managed != null && !promote(id)) {
            managed.forgetNext();
        }
    }

    private synchronized boolean promote(String id) {
        MasterKeyFile managed = file;
        boolean isPrepared = managed != null
                && managed.next().filter(next -> next.id().equals(id)).isPresent();
        if (managed != null && isPrepared) {
            managed.promote();
        }
        return isPrepared;
    }

    /** Prepares the next one, which stays beside the present one until the database's key is under it for good. */
    synchronized RootKey prepare() {
        MasterKeyFile managed = file;
        if (managed == null) {
            throw new IllegalStateException("The master key is not in a file");
        }
        return managed.prepare();
    }
}
