// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of the house and the documents that are made from the code, as tests that need no server. A rule that the code breaks fails
 * here; nothing is frozen. Sees every module.
 */
@NullMarked
package io.switchboard.architecture;

import org.jspecify.annotations.NullMarked;
