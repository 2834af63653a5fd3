// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.nio.file.Path;
import java.time.Clock;

/** The places where contents can be kept. */
public final class ContentStores {
    private ContentStores() {}

    /**
     * A directory, local or shared by all nodes.
     *
     * @param directory made when there is none
     * @param clock says when a content was kept
     * @throws IllegalStateException with one sentence, when the directory cannot be used
     */
    public static ContentStore directory(Path directory, Clock clock) {
        return new DirectoryStore(directory, clock);
    }

    /** A bucket of an S3-compatible store; it is not asked whether the bucket exists. */
    public static ContentStore bucket(Bucket bucket) {
        return new BucketStore(bucket);
    }
}
