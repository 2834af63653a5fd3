// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.transfers.model.TransferChange;
import io.switchboard.transfers.wire.TransferId;

/** A transfer has moved. Observed after the commit. */
record TransferMoved(TransferId transfer, TransferChange change) {}
