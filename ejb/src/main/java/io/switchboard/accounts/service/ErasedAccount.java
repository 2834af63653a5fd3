// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;

/** An account that is being erased: nobody acts for it any more, and all its terminals are revoked. */
public record ErasedAccount(AccountId id, EnterpriseId enterprise) {}
