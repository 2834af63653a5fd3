// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.wire.TerminalId;
import java.util.List;

/** Terminals are revoked. Observed after the commit, on this node alone. */
record TerminalsRevoked(List<TerminalId> terminals) {}
