// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.time.Instant;
import java.util.UUID;

/**
 * An upload of which staging has files.
 *
 * @param upload its id
 * @param changedAt when the last of its files was written to, by the file system's clock
 */
public record StagedUpload(UUID upload, Instant changedAt) {}
