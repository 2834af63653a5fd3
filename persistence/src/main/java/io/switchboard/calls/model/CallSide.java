// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

/** Which side of a call somebody is on. */
public enum CallSide {
    OWNER,
    CALLER
}
