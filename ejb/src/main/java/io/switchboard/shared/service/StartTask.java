// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/** Something a feature must do before the first request: done on every node at every start, so it must do no harm when repeated. */
public interface StartTask {
    /** Does it, in a transaction of its own. */
    void start();
}
