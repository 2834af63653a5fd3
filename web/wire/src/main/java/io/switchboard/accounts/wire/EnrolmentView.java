// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;

/**
 * The permission to enrol one terminal.
 *
 * @param id its id
 * @param accountId the account that the terminal will belong to
 * @param code 128 random bits, to be typed or scanned on the new terminal; valid once
 * @param url what the QR code holds: the enrolment page of this server with the code in its fragment
 * @param expiresAt ten minutes after it was asked for, by default
 */
public record EnrolmentView(EnrolmentId id, AccountId accountId, String code, String url, Instant expiresAt) {}
