// SPDX-License-Identifier: Apache-2.0
/**
 * What every feature's state rests on: the schema's migrations, the one refusal exception, idempotency claims and the audit trail. It
 * knows no feature, and nothing in the audit trail is ever changed.
 */
@NullMarked
package io.switchboard.shared.model;

import org.jspecify.annotations.NullMarked;
