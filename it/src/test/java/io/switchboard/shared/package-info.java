// SPDX-License-Identifier: Apache-2.0
/** What all workflows share, from outside. */
@NullMarked
package io.switchboard.shared;

import org.jspecify.annotations.NullMarked;
