// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * How files come into a bucket. One that is larger than a part is sent in parts, one after the other, and appears when all have been
 * acknowledged. Every request carries its MD5, which all stores check, while the SDK's own checksums are unknown to many.
 */
final class BucketUploads {
    /** The protocol's own limit. */
    private static final int MOST_PARTS = 10_000;

    private static final long PART_BYTES = 16L << 20;
    private static final String TYPE = "application/octet-stream";

    private final String bucket;
    private final S3Client client;

    BucketUploads(String bucket, S3Client client) {
        this.bucket = bucket;
        this.client = client;
    }

    /**
     * Sends a file.
     *
     * @param name of the object
     * @return false when it is unknown whether it is there: somebody has aborted the upload, or it has ended and the answer was lost
     */
    boolean send(String name, FileChannel bytes, long size) throws IOException {
        if (size > PART_BYTES) {
            return sendInParts(name, bytes, size);
        }
        FilePart whole = new FilePart(bytes, 0, size);
        String md5 = whole.contentMd5();
        BucketClient.asked(
                "keep",
                name,
                () -> client.putObject(
                        request ->
                                request.bucket(bucket).key(name).contentMD5(md5).contentType(TYPE),
                        body(whole)));
        return true;
    }

    private boolean sendInParts(String name, FileChannel bytes, long size) throws IOException {
        String upload = BucketClient.asked(
                        "keep",
                        name,
                        () -> client.createMultipartUpload(
                                request -> request.bucket(bucket).key(name).contentType(TYPE)))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long partBytes = Math.max(PART_BYTES, (size + MOST_PARTS - 1) / MOST_PARTS);
            for (long from = 0; from < size; from += partBytes) {
                FilePart part = new FilePart(bytes, from, Math.min(partBytes, size - from));
                parts.add(sendPart(name, upload, parts.size() + 1, part));
            }
            return complete(name, upload, parts);
        } catch (IOException | RuntimeException e) {
            abortAfter(e, name, upload);
            throw e;
        }
    }

    private CompletedPart sendPart(String name, String upload, int number, FilePart part) throws IOException {
        String md5 = part.contentMd5();
        String tag = BucketClient.asked(
                        "keep",
                        name,
                        () -> client.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(name)
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentMD5(md5),
                                body(part)))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** One whose answer was lost is sent again by the SDK, and is unknown then. */
    private boolean complete(String name, String upload, List<CompletedPart> parts) throws StorageException {
        return BucketClient.asked("keep", name, () -> {
            try {
                client.completeMultipartUpload(request -> request.bucket(bucket)
                        .key(name)
                        .uploadId(upload)
                        .multipartUpload(completed -> completed.parts(parts)));
                return true;
            } catch (NoSuchUploadException e) {
                return false;
            }
        });
    }

    /** What cannot be aborted now is found by {@link ContentStore#forgetUnfinished}. */
    private void abortAfter(Exception failure, String name, String upload) {
        try {
            abort(name, upload);
        } catch (StorageException e) {
            failure.addSuppressed(e);
        }
    }

    /** Gives up a multipart upload and its parts; whether there was one. */
    boolean abort(String name, String upload) throws StorageException {
        return BucketClient.asked("tidy", name, () -> {
            try {
                client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(name).uploadId(upload));
                return true;
            } catch (NoSuchUploadException ended) {
                return false;
            }
        });
    }

    private static RequestBody body(FilePart part) {
        return RequestBody.fromContentProvider(part::stream, part.length(), TYPE);
    }
}
