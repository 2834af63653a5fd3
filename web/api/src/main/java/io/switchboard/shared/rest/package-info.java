// SPDX-License-Identifier: Apache-2.0
/**
 * How programs reach the server: kinds of callers, idempotency keys, problems, entity tags, pages, and the documents about the API
 * itself. No rule of any workflow lives here; it knows no feature.
 */
@NullMarked
package io.switchboard.shared.rest;

import org.jspecify.annotations.NullMarked;
