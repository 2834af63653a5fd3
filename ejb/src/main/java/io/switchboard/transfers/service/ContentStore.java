// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finished contents, each whole under its key or not there at all. A content never changes; whoever reads one that is deleted meanwhile
 * reads on in a directory, and may be cut off in a bucket, which is never mistaken for the end. Thread-safe, and shared by all nodes.
 * Every call works on the thread that makes it, with memory that does not depend on how large a content is.
 *
 * <p>Rows come after: a content is kept before the transaction that says so commits, so that a row never names what is not there. What a
 * crash leaves between the two is an orphan, which the pages of {@link #first} and {@link #after} find.
 */
public interface ContentStore extends AutoCloseable {
    /** The name, beside the contents, under which a store says whose they are. */
    String OWNER = "installation";

    /**
     * Takes over what was staged. When it returns, the bytes are durable under the key and the staged file is gone. Again with the same
     * arguments is harmless, whether the first time ended or not.
     *
     * @throws ContentMissingException when the staged file is gone and the key has no content of its size
     * @throws ContentDamagedException when the staged file has not its size
     */
    void keep(ContentKey key, StagedFile staged) throws StorageException;

    /**
     * Opens a part of a content for reading, forwards. The stream gives exactly so many bytes, or a {@link StorageException}. The caller
     * closes it, at any time.
     *
     * @param from of the first byte, from 0
     * @param length in bytes, from 0
     * @throws ContentMissingException when there is none
     * @throws ContentDamagedException when it ends before what is asked for
     */
    InputStream open(ContentKey key, long from, long length) throws StorageException;

    /**
     * How long a content is, in bytes.
     *
     * @throws ContentMissingException when there is none
     */
    long size(ContentKey key) throws StorageException;

    /** Whether there is a content of this size under the key: what keeping it again would leave. */
    default boolean holds(ContentKey key, long size) throws StorageException {
        try {
            return size(key) == size;
        } catch (ContentMissingException e) {
            return false;
        }
    }

    /** Removes a content for good; whether there was one. Again is harmless. */
    boolean delete(ContentKey key) throws StorageException;

    /** The first contents in the store's own order, which stays the same. */
    List<StoredContent> first(int limit) throws StorageException;

    /** The contents after this one, which need not be there any more; none at the end. */
    List<StoredContent> after(ContentKey last, int limit) throws StorageException;

    /**
     * Removes what is left of every {@link #keep} that began before this moment and never ended, because its node did. One that is still
     * under way fails then, and can be repeated.
     *
     * @return how many there were
     */
    int forgetUnfinished(Instant before) throws StorageException;

    /**
     * Whose contents these are: what {@link #own} has said; empty when nobody has said anything.
     *
     * @throws ContentDamagedException when what is said cannot be read
     */
    Optional<UUID> owner() throws StorageException;

    /** Says durably whose contents these are, whatever was said before. */
    void own(UUID installation) throws StorageException;

    /** What a store says of its owner. */
    static UUID parseOwner(String place, String said) throws ContentDamagedException {
        try {
            return UUID.fromString(said.strip());
        } catch (IllegalArgumentException e) {
            throw unreadableOwner(place, e);
        }
    }

    /** It says something else there. */
    static ContentDamagedException unreadableOwner(String place, @Nullable Exception cause) {
        return new ContentDamagedException(place + " does not say whose the contents are", cause);
    }

    /** Gives up connections. */
    @Override
    void close();
}
