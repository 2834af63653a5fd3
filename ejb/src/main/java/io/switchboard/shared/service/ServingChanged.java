// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/**
 * This server stops taking requests, because it is suspended or about to stop, or takes them again. Fired as soon as that is decided:
 * what is under way goes on meanwhile.
 *
 * @param serving whether it takes requests from now on
 */
public record ServingChanged(boolean serving) {}
