// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

/** A signing key was made, or taken away. */
record SigningKeysChanged() {}
