// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

/** A session that speaks for one account: one of its terminals, or an API client of its enterprise that acts for it. */
@FunctionalInterface
public interface AccountSession {
    /** The requests themselves, for the features. */
    Session session();
}
