// The learner's order of questions and options: the same here and in state/shuffle.py.

const MULTIPLIER = 2654435761;

/**
 * A stream of 32-bit numbers by xorshift. The multiplier spreads neighbouring slots.
 * @param {number} seed
 * @param {number} slot
 * @returns {() => number}
 */
export function stream(seed, slot) {
  let x = Math.imul(Math.imul(seed, 65536) + slot + 1, MULTIPLIER) >>> 0 || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    return x;
  };
}

/**
 * The numbers 0 to n-1 as a learner with this seed meets them at this slot: Fisher–Yates from the last
 * place down.
 * @param {number} seed
 * @param {number} slot
 * @param {number} n
 * @returns {number[]}
 */
export function shuffled(seed, slot, n) {
  const next = stream(seed, slot);
  const order = Array.from({ length: n }, (_, place) => place);
  for (let place = n - 1; place > 0; place--) {
    const other = next() % (place + 1);
    const held = /** @type {number} */ (order[place]);
    order[place] = /** @type {number} */ (order[other]);
    order[other] = held;
  }
  return order;
}
