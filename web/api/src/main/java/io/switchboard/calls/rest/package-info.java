// SPDX-License-Identifier: Apache-2.0
/** Virtual identifiers, calls and call settings over HTTP, and the page that a scanned code opens. */
@NullMarked
package io.switchboard.calls.rest;

import org.jspecify.annotations.NullMarked;
