// SPDX-License-Identifier: Apache-2.0
/** Transfers of data by their identification code. */
@NullMarked
package io.switchboard.transfers;

import org.jspecify.annotations.NullMarked;
