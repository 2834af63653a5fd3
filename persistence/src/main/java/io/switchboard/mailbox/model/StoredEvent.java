// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import java.time.Instant;
import java.util.UUID;

/** An event in a mailbox; {@code sequence} is the mailbox's own gapless counter, from 1. */
public record StoredEvent(long sequence, UUID id, String type, String subject, Instant time, String data) {}
