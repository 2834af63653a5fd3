// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The configuration keys of the bucket that verified contents are kept in, where it is not the data directory. */
public final class BucketKeys {
    public static final SettingKey<Optional<URI>> ENDPOINT = new SettingKey<>(
            "switchboard.transfers.bucket.endpoint",
            "",
            "an http or https URL of host and port alone",
            "Where an S3-compatible store listens that keeps the contents of transfers. When absent, they are in `contents` in the data directory.",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(SettingValues.origin(text)));
    public static final SettingKey<String> NAME = text(
            "switchboard.transfers.bucket.name",
            "",
            "the name of a bucket",
            "The bucket. It must be there, and keep no versions: what is erased has to be gone.",
            "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    public static final SettingKey<String> PREFIX = text(
            "switchboard.transfers.bucket.prefix",
            "",
            "letters, digits and ._-/ without a slash at either end",
            "What the names of all objects begin with, before a slash. Nobody else may write there, another Switchboard included.",
            "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
    public static final SettingKey<String> REGION = text(
            "switchboard.transfers.bucket.region",
            "us-east-1",
            "the name of a region",
            "The region that requests are signed for.",
            "[a-z0-9-]{1,50}");
    public static final SettingKey<Boolean> PATH_STYLE = new SettingKey<>(
            "switchboard.transfers.bucket.path-style",
            "true",
            "true or false",
            "Whether the bucket is named in the path, as most stores but Amazon's want it, and not in the host's name.",
            SettingValues::truth);
    public static final SettingKey<String> ACCESS_KEY = text(
            "switchboard.transfers.bucket.access-key",
            "",
            "an access key",
            "May read, write, list and delete objects below the prefix, and list and abort multipart uploads.",
            "\\S+");
    public static final SettingKey<String> SECRET_KEY =
            text("switchboard.transfers.bucket.secret-key", "", "a secret key", "Of the access key.", "\\S+");

    /** In the order of the documentation. */
    static final List<SettingKey<?>> ALL = List.of(ENDPOINT, NAME, PREFIX, REGION, PATH_STYLE, ACCESS_KEY, SECRET_KEY);

    private BucketKeys() {}

    /** A text that looks like this, or none. */
    private static SettingKey<String> text(String name, String fallback, String accepts, String effect, String form) {
        Function<String, String> parser = text -> {
            if (!text.isEmpty() && !text.matches(form)) {
                throw new IllegalArgumentException("another form");
            }
            return text;
        };
        return new SettingKey<>(name, fallback, accepts, effect, parser);
    }
}
