// SPDX-License-Identifier: Apache-2.0
/**
 * What happens to transfers (CN105119805A): declaration, upload, delivery, and what deadlines decide. Invariant: nobody gets data by knowing
 * their code, and nobody outside an enterprise learns whether it has data of a code. May use {@code accounts}, {@code mailbox} and
 * {@code shared}.
 */
@NullMarked
package io.switchboard.transfers.service;

import org.jspecify.annotations.NullMarked;
