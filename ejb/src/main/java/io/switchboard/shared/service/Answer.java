// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/**
 * An outcome and whether it is told again.
 *
 * @param replayed the same request was carried out before, under the same idempotency key
 */
public record Answer<V>(V view, boolean replayed) {}
