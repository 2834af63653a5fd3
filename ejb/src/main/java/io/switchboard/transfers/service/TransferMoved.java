// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.transfers.model.TransferChange;

/** A transfer has moved. Observed after the commit. */
record TransferMoved(TransferChange change) {}
