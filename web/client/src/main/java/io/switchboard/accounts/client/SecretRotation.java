// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Profile;
import io.switchboard.shared.client.SwitchboardClient;
import java.util.Set;

/**
 * Replaces an API client's secret in the profile. The request's key is kept before the server hears of it, so that a program that ends
 * in between, or whose answer is lost, locks nobody out: the next command that needs the credentials asks again with the same key.
 */
final class SecretRotation {
    /** Answers after which the same request may still be carried out, or has been. */
    private static final Set<Integer> OPEN = Set.of(401, 409, 429);

    private final CommandContext context;
    private final KeptClient whose;

    SecretRotation(CommandContext context, KeptClient whose) {
        this.context = context;
        this.whose = whose;
    }

    /**
     * Begins a replacement, or ends the one that was begun before: that one's overlap holds then.
     *
     * @return the API client as the server knows it now; its new secret is in the profile
     */
    ApiClientView carryOut(Profile.Secret present, RotateSecretRequest request) {
        Profile.Rotation begun = present.rotation();
        Profile.Rotation rotation =
                begun == null ? new Profile.Rotation(context.surroundings().token(), request.overlap()) : begun;
        SwitchboardClient server = context.server();
        keep(server, present.rotating(rotation));
        ApiClientView view = ask(server, present, rotation);
        String fresh = view.secret();
        if (fresh == null) {
            throw new IllegalStateException("The server has answered without the new secret; ask again");
        }
        keep(server, new Profile.Secret(present.id(), fresh));
        return view;
    }

    private ApiClientView ask(SwitchboardClient server, Profile.Secret present, Profile.Rotation rotation) {
        try {
            return ApiClients.of(server.asApiClient(present.id(), present.secret()))
                    .rotateSecret(new RotateSecretRequest(rotation.overlap()), new IdempotencyKey(rotation.key()));
        } catch (ProblemException refused) {
            boolean forGood = refused.status() / 100 == 4 && !OPEN.contains(refused.status());
            if (forGood) {
                keep(server, new Profile.Secret(present.id(), present.secret()));
            }
            throw refused;
        }
    }

    private void keep(SwitchboardClient server, Profile.Secret secret) {
        context.saveQuietly(whose.keep(context.profile(), server.server(), secret));
    }
}
