// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Speaks tus 1.0: {@link TusVersionFilter}. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Tus {
    /** The version of the protocol. */
    String VERSION = "1.0.0";

    /** Of the bytes of an upload. */
    String MEDIA_TYPE = "application/offset+octet-stream";

    /** In which header both sides say it. */
    String RESUMABLE = "Tus-Resumable";

    /** In which header the server says what it speaks. */
    String VERSIONS = "Tus-Version";
}
