/** A task of a thread: ends when its gate, a number in shared memory, is no longer 0. */
export default function gated({ gate, answer }: { gate: Int32Array; answer: string }): string {
  Atomics.wait(gate, 0, 0);
  return answer;
}
