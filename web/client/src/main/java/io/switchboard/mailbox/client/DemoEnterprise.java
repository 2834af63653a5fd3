// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.Enterprises;
import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.CreateApiClientRequest;
import io.switchboard.accounts.wire.CreateEnterpriseRequest;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.SwitchboardClient;
import java.util.Optional;

/**
 * The enterprise in which the demonstration plays.
 *
 * @param session with its API client's token
 * @param own what the demonstration has made of it; empty when it plays in somebody's enterprise
 */
record DemoEnterprise(ApiSession session, Optional<EnterpriseView> own) {
    /** An enterprise of the demonstration's own, made by the administrator. Nobody keeps its API client's secret. */
    static DemoEnterprise made(SwitchboardClient server, ApiSession admin) {
        Enterprises enterprises = Enterprises.of(admin);
        EnterpriseView made = enterprises.create(new CreateEnterpriseRequest("Demonstration"));
        ApiClientView client =
                enterprises.createApiClient(made.id(), new CreateApiClientRequest("demonstration", null));
        String secret = client.secret();
        if (secret == null) {
            throw new CommandFailedException("The server has made an API client without a secret.");
        }
        return new DemoEnterprise(server.asApiClient(client.id(), secret), Optional.of(made));
    }

    /** An enterprise that was there before. */
    static DemoEnterprise somebodys(ApiSession session) {
        return new DemoEnterprise(session, Optional.empty());
    }
}
