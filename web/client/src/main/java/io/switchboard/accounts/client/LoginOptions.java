// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Profile;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.ApiClientId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What logging in with an API client's secret needs; the secret itself never stands on the command line. */
final class LoginOptions {
    private static final int UNAUTHORIZED = 401;

    @Option(names = "--id", paramLabel = "ID", required = true, description = "the API client's id")
    private @Nullable ApiClientId id;

    @Option(names = "--secret-stdin", description = "read the secret from the standard input")
    private boolean secretFromInput;

    /** Tries the credentials before it keeps them. */
    void login(CommandContext context, String variable, KeptClient whose) {
        ApiClientId named = id;
        if (named == null) {
            throw new IllegalArgumentException("--id is missing");
        }
        String secret = context.secret("Secret of " + named, variable, secretFromInput);
        SwitchboardClient server = context.server();
        Profile.Secret given = new Profile.Secret(named, secret);
        session(server, given).session().accessToken();
        boolean once = whose == KeptClient.ADMIN && isGoodForItsReplacementAlone(server, given);
        if (once) {
            replace(context, server, given);
        } else {
            context.saveQuietly(whose.keep(context.profile(), server.server(), given));
        }
        context.save(context.profile());
        context.printer()
                .result(
                        Map.of("id", named, "server", server.server(), "profile", context.profileName()),
                        () -> context.printer().line("Logged in at " + server.server() + "."));
    }

    /** A profile that has got a secret in exchange before keeps it: the one-time secret gets no second one. */
    private static void replace(CommandContext context, SwitchboardClient server, Profile.Secret given) {
        Optional<Profile.Secret> kept = KeptClient.ADMIN
                .in(context.profile())
                .filter(secret -> secret.id().equals(given.id()));
        boolean isUnderWay =
                kept.filter(secret -> secret.secret().equals(given.secret())).isPresent();
        if (kept.isPresent() && !isUnderWay && holds(server, kept.get())) {
            context.printer()
                    .note("The one-time secret was replaced before; the profile has the secret that replaced it.");
            return;
        }
        new SecretRotation(context, KeptClient.ADMIN)
                .carryOut(isUnderWay ? kept.get() : given, new RotateSecretRequest(null));
        context.printer().note("The one-time secret is replaced; the profile alone has the new one.");
    }

    private static boolean isGoodForItsReplacementAlone(SwitchboardClient server, Profile.Secret secret) {
        try {
            Enterprises.of(session(server, secret)).list().page(Optional.empty(), 1);
            return false;
        } catch (ProblemException refused) {
            if (refused.code().equals(AccountsRefusal.SECRET_MUST_BE_REPLACED.code())) {
                return true;
            }
            throw refused;
        }
    }

    /** Whoever cannot tell leaves the profile as it is. */
    private static boolean holds(SwitchboardClient server, Profile.Secret secret) {
        try {
            return !isGoodForItsReplacementAlone(server, secret);
        } catch (ProblemException refused) {
            if (refused.status() == UNAUTHORIZED) {
                return false;
            }
            throw refused;
        }
    }

    private static ApiSession session(SwitchboardClient server, Profile.Secret secret) {
        return server.asApiClient(secret.id(), secret.secret());
    }
}
