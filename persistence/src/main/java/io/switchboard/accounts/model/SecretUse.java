// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

/** What an API client's secret is good for. */
public enum SecretUse {
    /** Whatever the client may do. */
    EVERYTHING,
    /** Getting another secret, and nothing else: it was printed, and whoever has seen it may have kept it. */
    REPLACEMENT
}
