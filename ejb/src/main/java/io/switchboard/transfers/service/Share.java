// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

/**
 * What the open transfers of one account may take.
 *
 * @param percent of the enterprise's room
 * @param transfers how many they may be
 */
record Share(int percent, int transfers) {
    /** In bytes. */
    long of(long room) {
        return room / 100 * percent + room % 100 * percent / 100;
    }
}
