// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Profile;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.ApiClientId;
import java.net.URI;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What logging in with an API client's secret needs; the secret itself never stands on the command line. */
final class LoginOptions {
    @Option(names = "--id", paramLabel = "ID", required = true, description = "the API client's id")
    private @Nullable ApiClientId id;

    @Option(names = "--secret-stdin", description = "read the secret from the standard input")
    private boolean secretFromInput;

    /** Tries the credentials before it keeps them. */
    void login(CommandContext context, String variable, BiFunction<Profile.Secret, URI, Profile> keep) {
        ApiClientId named = id;
        if (named == null) {
            throw new IllegalArgumentException("--id is missing");
        }
        String secret = context.secret("Secret of " + named, variable, secretFromInput);
        SwitchboardClient server = context.server();
        ApiSession session = server.asApiClient(named, secret);
        session.session().accessToken();
        context.save(keep.apply(new Profile.Secret(named, secret), server.server()));
        context.printer()
                .result(
                        Map.of("id", named, "server", server.server(), "profile", context.profileName()),
                        () -> context.printer().line("Logged in at " + server.server() + "."));
    }
}
