// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/**
 * A view of something that can be edited.
 *
 * @param version what its {@code ETag} says; rises with every change
 */
public record Versioned<V>(V view, long version) {}
