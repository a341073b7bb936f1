// Bits, Exp-Golomb numbers, base64url and CRC-16: what the suspended state is written with.
// The twin of state/bits.py; the two must agree bit for bit.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Collects bits, most significant first. */
export class BitWriter {
  /** @type {number[]} */
  #bits = [];

  /** @param {number | bigint} value @param {number} width */
  write(value, width) {
    const digits = value.toString(2);
    if (value < 0 || (value !== 0 && value !== 0n && digits.length > width)) {
      throw new RangeError(`${value} does not fit into ${width} bits`);
    }
    if (width > 0) {
      for (const digit of digits.padStart(width, "0")) this.#bits.push(Number(digit));
    }
  }

  /** Exp-Golomb: short for what is near 0, any size possible. @param {number} value @param {number} order */
  golomb(value, order) {
    const head = Math.floor(value / 2 ** order) + 1;
    const size = head.toString(2).length;
    this.write(0, size - 1);
    this.write(head, size);
    this.write(value % 2 ** order, order);
  }

  /** All bits, the last byte filled with zeros. */
  bytes() {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    this.#bits.forEach((bit, place) => {
      bytes[place >> 3] = Number(bytes[place >> 3]) | (bit << (7 - (place & 7)));
    });
    return bytes;
  }
}

/** Takes bits from the front; throws RangeError where they end too early. */
export class BitReader {
  #place = 0;
  #bytes;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  bit() {
    const byte = this.#bytes[this.#place >> 3];
    if (byte === undefined) throw new RangeError("the bits end too early");
    return (byte >> (7 - (this.#place++ & 7))) & 1;
  }

  /** @param {number} width at most 52 */
  read(width) {
    let value = 0;
    for (let count = 0; count < width; count++) value = value * 2 + this.bit();
    return value;
  }

  /** @param {number} order */
  golomb(order) {
    let zeros = 0;
    while (!this.bit()) {
      if (++zeros > 30) throw new RangeError("a number is too large");
    }
    const head = 2 ** zeros + this.read(zeros);
    return (head - 1) * 2 ** order + this.read(order);
  }

  /** Checks that nothing is left but the filling of the last byte. */
  finish() {
    const left = this.#bytes.length * 8 - this.#place;
    if (left > 7 || this.read(left)) throw new RangeError("there is more than was expected");
  }
}

/** CRC-16/CCITT-FALSE: notices every change within 16 neighbouring bits. @param {Uint8Array} bytes */
export function crc16(bytes) {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let count = 0; count < 8; count++) {
      crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
    }
  }
  return crc;
}

/** Without padding. @param {Uint8Array} bytes */
export function toBase64url(bytes) {
  let text = "";
  let held = 0;
  let size = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (size += 8; size >= 6; size -= 6) text += ALPHABET[(held >> (size - 6)) & 63];
  }
  return size ? text + ALPHABET[(held << (6 - size)) & 63] : text;
}

/** Refuses every spelling that `toBase64url` does not write. @param {string} text */
export function fromBase64url(text) {
  /** @type {number[]} */
  const bytes = [];
  let held = 0;
  let size = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new RangeError("not base64url");
    held = ((held << 6) | value) & 0xfff;
    size += 6;
    if (size >= 8) {
      size -= 8;
      bytes.push((held >> size) & 255);
    }
  }
  const found = Uint8Array.from(bytes);
  if (toBase64url(found) !== text) throw new RangeError("not base64url");
  return found;
}
