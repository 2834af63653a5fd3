// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.service.Ordered;
import java.util.UUID;

/**
 * Removes what one feature knows of an account that is being erased. Carried out a part at a time, each part in a transaction of its own
 * that also notes how far it has come: what interrupts it, if only the end of the server, costs one part, which is done again.
 */
public interface AccountEraser extends Ordered {
    /**
     * Smaller comes first, and is finished before the next begins: what can be reached from outside, then what others see, then what is
     * left.
     */
    @Override
    int order();

    /**
     * Removes a part.
     *
     * @param after the last row that is dealt with; the nil UUID at the beginning
     * @param most how many rows at most
     */
    ErasedPart erase(ErasedAccount account, UUID after, int most);
}
