// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.net.URI;

/**
 * A bucket of an S3-compatible store, and how it is reached. It must not keep versions: what is deleted there has to be gone.
 *
 * @param endpoint {@code https://s3.eu-central-1.amazonaws.com}; plain http only to a neighbour
 * @param region that requests are signed for
 * @param name of the bucket
 * @param prefix of everything that is put there, without a slash at its end; empty for none
 * @param pathStyle whether the bucket is named in the path, as most stores but Amazon's want it, and not in the host's name
 * @param accessKey may read, write, list and delete below the prefix, and list and abort multipart uploads
 * @param secretKey of the access key
 */
public record Bucket(
        URI endpoint,
        String region,
        String name,
        String prefix,
        boolean pathStyle,
        String accessKey,
        String secretKey) {
    /** Without what must not come into a log. */
    @Override
    public String toString() {
        return endpoint + " " + name + "/" + prefix;
    }
}
