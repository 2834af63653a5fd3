// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.CallChange;

/** A call has moved. Observed after the commit. */
record CallMoved(CallChange change) {}
