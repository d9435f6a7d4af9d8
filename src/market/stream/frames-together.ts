/** What 20 symbols make, with room to spare; as much is lost to each client that does not read. */
const SHARED_BYTES = 16 * 1_024;

/**
 * Joins WebSocket frames into one piece of memory, since a write costs more than copying what is written. Nearly always the
 * kernel takes it at once, so that the same memory serves the next connection.
 */
export class FramesTogether {
  private shared = Buffer.allocUnsafeSlow(SHARED_BYTES);

  /** @returns bytes that are good until the next call, unless they are given away */
  join(frames: readonly Buffer[]): Buffer {
    let length = 0;
    for (const frame of frames) length += frame.length;
    if (length > SHARED_BYTES) return Buffer.concat(frames, length);
    let at = 0;
    for (const frame of frames) {
      this.shared.set(frame, at);
      at += frame.length;
    }
    return this.shared.subarray(0, length);
  }

  /** Leaves what was joined last to a connection that did not take it yet. */
  giveAway(): void {
    this.shared = Buffer.allocUnsafeSlow(SHARED_BYTES);
  }
}
