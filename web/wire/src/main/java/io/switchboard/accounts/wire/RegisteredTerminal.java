// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.TerminalId;

/**
 * A terminal in use, as a private server has to know it: not what its owner calls it.
 *
 * @param id its id, the same at both servers
 * @param sig the public key that its signatures are checked with
 * @param enc the public key to encrypt to for this terminal alone
 */
public record RegisteredTerminal(TerminalId id, PublicJwk sig, PublicJwk enc) {}
