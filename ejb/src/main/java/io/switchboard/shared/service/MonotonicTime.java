// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * How much time goes by on this node, whatever becomes of its clock: for waiting and for rates. Its moments mean nothing to other nodes
 * and nothing after a restart, so nothing of it is ever stored.
 */
@ApplicationScoped
public class MonotonicTime {
    /** Nanoseconds since an arbitrary moment; only differences mean anything. */
    public long nanos() {
        return System.nanoTime();
    }
}
