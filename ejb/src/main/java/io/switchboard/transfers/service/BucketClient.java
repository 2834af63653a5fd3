// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * How the AWS SDK is set up: by what it is told alone, not by files and variables of whoever runs the server; over the JDK's own
 * connections, without threads; with the calls that every S3-compatible store knows.
 */
final class BucketClient {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Set<String> FULL =
            Set.of("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded");

    private BucketClient() {}

    static S3Client of(Bucket bucket) {
        ProfileFile nobodys = ProfileFile.builder()
                .content(InputStream.nullInputStream())
                .type(ProfileFile.Type.CONFIGURATION)
                .build();
        return S3Client.builder()
                .endpointOverride(bucket.endpoint())
                .region(Region.of(bucket.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(bucket.accessKey(), bucket.secretKey())))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(SILENCE)
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useEnvironmentVariablesValues(false)
                                .build())
                        .build())
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD)
                        .defaultProfileFile(nobodys)
                        .defaultProfileName("none"))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(bucket.pathStyle())
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .profileFile(nobodys)
                        .build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    /** Asks the store; what fails there is one of the known kinds. */
    static <T> T asked(String doing, Object what, Supplier<T> request) throws StorageException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failure(doing, what, e);
        }
    }

    /** What a failed request means to callers. */
    private static StorageException failure(String doing, Object what, SdkException e) {
        if (e instanceof NoSuchKeyException) {
            return new ContentMissingException("There is nothing to " + doing + ": " + what, e);
        }
        String message = "Cannot " + doing + " " + what + ": " + e.getMessage();
        if (e instanceof AwsServiceException answer) {
            if (answer.statusCode() == 416) {
                return new ContentDamagedException(what + " ends before what is asked for", e);
            }
            String code = answer.awsErrorDetails() == null
                    ? ""
                    : answer.awsErrorDetails().errorCode();
            if (answer.statusCode() == 507 || (code != null && FULL.contains(code))) {
                return new StorageFullException(message, e);
            }
        }
        return new StorageUnavailableException(message, e);
    }
}
