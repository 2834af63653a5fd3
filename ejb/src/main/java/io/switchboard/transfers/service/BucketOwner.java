// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;

/** The object {@code installation} in a bucket of contents, which says whose they are. */
final class BucketOwner {
    private final String bucket;
    private final String name;
    private final S3Client client;

    BucketOwner(String bucket, String prefix, S3Client client) {
        this.bucket = bucket;
        this.name = prefix + ContentStore.OWNER;
        this.client = client;
    }

    Optional<UUID> read() throws StorageException {
        try {
            String said = BucketClient.asked(
                    "read",
                    name,
                    () -> client.getObject(
                                    request -> request.bucket(bucket).key(name).range("bytes=0-99"),
                                    ResponseTransformer.toBytes())
                            .asUtf8String());
            return Optional.of(ContentStore.parseOwner(name, said));
        } catch (ContentMissingException none) {
            return Optional.empty();
        }
    }

    void write(UUID owner) throws StorageException {
        BucketClient.asked(
                "write",
                name,
                () -> client.putObject(
                        request -> request.bucket(bucket).key(name).contentType("text/plain"),
                        RequestBody.fromString(owner + "\n")));
    }
}
