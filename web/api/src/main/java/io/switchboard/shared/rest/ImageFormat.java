// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.wire.PublishedName;

/** As what a picture is wanted. */
public enum ImageFormat {
    SVG,
    PNG;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
