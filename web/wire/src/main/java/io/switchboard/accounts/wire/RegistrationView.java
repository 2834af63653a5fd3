// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import java.util.List;

/**
 * What a private server has to know of an account to serve it: no name, no address.
 *
 * @param enterpriseId whose account it is
 * @param enterpriseName what the enterprise is called
 * @param accountId the account, the same at both servers
 * @param terminals those in use, in the order of their ids
 */
public record RegistrationView(
        EnterpriseId enterpriseId, String enterpriseName, AccountId accountId, List<RegisteredTerminal> terminals) {
    /** As it was read. */
    public RegistrationView {
        terminals = List.copyOf(terminals);
    }
}
