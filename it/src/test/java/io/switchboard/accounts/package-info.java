// SPDX-License-Identifier: Apache-2.0
/** Enterprises, accounts, terminals and their credentials from outside. */
@NullMarked
package io.switchboard.accounts;

import org.jspecify.annotations.NullMarked;
