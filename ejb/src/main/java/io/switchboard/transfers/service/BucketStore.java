// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Contents in a bucket: {@code <prefix>/<2 digits>/<2 digits>/<key>}. How they come there: {@link BucketUploads}.
 */
final class BucketStore implements ContentStore {
    private static final int MOST_LISTED = 1000;
    private static final int LEVELS = 2;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{2}/" + FanOut.ID);

    private final Bucket bucket;
    private final String prefix;
    private final S3Client client;
    private final BucketUploads uploads;
    private final BucketOwner owner;

    BucketStore(Bucket bucket) {
        this.bucket = bucket;
        prefix = bucket.prefix().isEmpty() ? "" : bucket.prefix() + "/";
        client = BucketClient.of(bucket);
        uploads = new BucketUploads(bucket.name(), client);
        owner = new BucketOwner(bucket.name(), prefix, client);
    }

    // ------------------------------------------------------------------------------------------------------- writing

    @Override
    public void keep(ContentKey key, StagedFile staged) throws StorageException {
        try (FileChannel bytes = Disk.open(staged.file(), StandardOpenOption.READ)) {
            staged.requireWhole(bytes);
            if (!uploads.send(name(key), bytes, staged.size()) && !holds(key, staged.size())) {
                throw new StorageUnavailableException("The upload of " + key + " was taken away", null);
            }
            Files.deleteIfExists(staged.file());
            Disk.sync(staged.directory());
        } catch (NoSuchFileException taken) {
            if (!holds(key, staged.size())) {
                throw new ContentMissingException("Neither staged nor kept: " + key, taken);
            }
        } catch (IOException e) {
            throw Disk.failure("keep", staged.file(), e);
        }
    }

    // ------------------------------------------------------------------------------------------------------- reading

    @Override
    public InputStream open(ContentKey key, long from, long length) throws StorageException {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("No part of a content: " + length + " bytes from " + from);
        }
        if (length == 0) {
            requireLength(key, size(key), from);
            return InputStream.nullInputStream();
        }
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket.name())
                .key(name(key))
                .range("bytes=" + from + "-" + (from + length - 1))
                .build();
        // The time limit of the SDK would take a thread. The connection has its own.
        ResponseInputStream<GetObjectResponse> body = BucketClient.asked(
                "read", key, () -> client.getObject(request, ResponseTransformer.toInputStream(Duration.ZERO)));
        try {
            requireRange(key, body.response(), from, length);
        } catch (StorageException e) {
            body.abort();
            throw e;
        }
        return new ExactStream(new Body(body), length, new Failures(key), () -> {
            body.abort();
            body.close();
        });
    }

    private static void requireLength(ContentKey key, long size, long end) throws ContentDamagedException {
        if (size < end) {
            throw new ContentDamagedException(key + " has " + size + " bytes, and not " + end, null);
        }
    }

    /** A store that does not know ranges sends the whole, and one that has less sends less. */
    private static void requireRange(ContentKey key, GetObjectResponse response, long from, long length)
            throws StorageException {
        String range = response.contentRange();
        boolean starts = range == null ? from == 0 : range.startsWith("bytes " + from + "-");
        Long sent = response.contentLength();
        if (starts && sent != null && sent < length) {
            requireLength(key, from + sent, from + length);
        }
        if (!starts || sent == null || sent != length) {
            throw new StorageUnavailableException(
                    "Asked for " + length + " bytes from " + from + " of " + key + ", the store sends " + sent + " of "
                            + range,
                    null);
        }
    }

    @Override
    public long size(ContentKey key) throws StorageException {
        return BucketClient.asked(
                        "measure",
                        key,
                        () -> client.headObject(
                                request -> request.bucket(bucket.name()).key(name(key))))
                .contentLength();
    }

    // ------------------------------------------------------------------------------------------------------- tidying

    @Override
    public boolean delete(ContentKey key) throws StorageException {
        try {
            size(key);
        } catch (ContentMissingException e) {
            return false;
        }
        BucketClient.asked(
                "delete",
                key,
                () -> client.deleteObject(
                        request -> request.bucket(bucket.name()).key(name(key))));
        return true;
    }

    @Override
    public List<StoredContent> first(int limit) throws StorageException {
        return page(null, limit);
    }

    @Override
    public List<StoredContent> after(ContentKey last, int limit) throws StorageException {
        return page(name(last), limit);
    }

    /** Reads on over what is not ours: an empty page is the end. */
    private List<StoredContent> page(@Nullable String last, int limit) throws StorageException {
        List<StoredContent> page = new ArrayList<>();
        String start = last;
        while (page.isEmpty()) {
            String after = start;
            List<S3Object> listed = BucketClient.asked(
                            "list",
                            bucket,
                            () -> client.listObjectsV2(request -> request.bucket(bucket.name())
                                    .prefix(prefix)
                                    .startAfter(after)
                                    .maxKeys(Math.min(limit, MOST_LISTED))))
                    .contents();
            if (listed.isEmpty()) {
                break;
            }
            listed.forEach(object -> add(object, page));
            start = listed.get(listed.size() - 1).key();
        }
        return page;
    }

    private void add(S3Object object, List<StoredContent> page) {
        idOf(object.key())
                .ifPresent(id -> page.add(new StoredContent(new ContentKey(id), object.size(), object.lastModified())));
    }

    /** Of a content; nothing for what is not ours. */
    private Optional<UUID> idOf(String name) {
        Matcher ours = NAME.matcher(name.substring(prefix.length()));
        return ours.matches() ? Optional.of(UUID.fromString(ours.group(1))) : Optional.empty();
    }

    @Override
    public int forgetUnfinished(Instant before) throws StorageException {
        int forgotten = 0;
        String lastKey = null;
        String lastUpload = null;
        boolean more = true;
        while (more) {
            String key = lastKey;
            String upload = lastUpload;
            ListMultipartUploadsResponse page = BucketClient.asked(
                    "list",
                    bucket,
                    () -> client.listMultipartUploads(request -> request.bucket(bucket.name())
                            .prefix(prefix)
                            .keyMarker(key)
                            .uploadIdMarker(upload)));
            for (MultipartUpload unfinished : page.uploads()) {
                if (idOf(unfinished.key()).isPresent()
                        && unfinished.initiated().isBefore(before)
                        && uploads.abort(unfinished.key(), unfinished.uploadId())) {
                    forgotten++;
                }
            }
            lastKey = page.nextKeyMarker();
            lastUpload = page.nextUploadIdMarker();
            more = Boolean.TRUE.equals(page.isTruncated()) && lastKey != null;
        }
        return forgotten;
    }

    @Override
    public Optional<UUID> owner() throws StorageException {
        return owner.read();
    }

    @Override
    public void own(UUID installation) throws StorageException {
        owner.write(installation);
    }

    @Override
    public void close() {
        client.close();
    }

    private String name(ContentKey key) {
        return prefix + FanOut.name(key.id(), LEVELS);
    }

    private record Failures(ContentKey key) implements ExactStream.Failures {
        @Override
        public StorageException endedBefore(long remaining) {
            return new StorageUnavailableException(
                    "The store broke off " + key + ", " + remaining + " bytes before the end", null);
        }

        @Override
        public StorageException failed(IOException e) {
            return new StorageUnavailableException("The store broke off " + key + ": " + e.getMessage(), e);
        }
    }

    /** The SDK's own failures, in the words of streams: a thread that is interrupted while it reads. */
    private static final class Body extends FilterInputStream {
        Body(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (SdkException e) {
                throw new IOException(e);
            }
        }
    }
}
