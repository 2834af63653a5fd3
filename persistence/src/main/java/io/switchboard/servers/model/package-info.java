// SPDX-License-Identifier: Apache-2.0
/** What is kept of other servers. Invariant: a private server belongs to one enterprise, and is shown to nobody else. May use {@code shared}. */
@NullMarked
package io.switchboard.servers.model;

import org.jspecify.annotations.NullMarked;
