// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.wire;

import java.net.URI;

/**
 * A server that data can be sent through.
 *
 * @param name what whoever runs it calls it
 * @param kind what it is to those who use it
 * @param url how it is reached; also the issuer of its tokens
 * @param icon a picture of its kind, in SVG, at the server that was asked
 * @param here whether it is the server that was asked
 */
public record ServerView(String name, ServerKind kind, URI url, URI icon, boolean here) {}
