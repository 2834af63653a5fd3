// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.Profile;
import java.net.URI;
import java.util.Optional;

/** The two API clients that a profile may keep. */
enum KeptClient {
    ADMIN {
        @Override
        Optional<Profile.Secret> in(Profile profile) {
            return Optional.ofNullable(profile.admin());
        }

        @Override
        Profile keep(Profile profile, URI server, Profile.Secret secret) {
            return profile.withAdmin(server, secret);
        }
    },
    ENTERPRISE {
        @Override
        Optional<Profile.Secret> in(Profile profile) {
            return Optional.ofNullable(profile.apiClient());
        }

        @Override
        Profile keep(Profile profile, URI server, Profile.Secret secret) {
            return profile.withApiClient(server, secret);
        }
    };

    /** Its credentials, if the profile has any. */
    abstract Optional<Profile.Secret> in(Profile profile);

    /** The profile with other credentials for it; {@link IllegalArgumentException} when the profile is for another server. */
    abstract Profile keep(Profile profile, URI server, Profile.Secret secret);
}
