// The checksums of cksum and sum: POSIX's CRC, BSD's rotating sum, System V's sum.

export type Checksum = 'crc' | 'bsd' | 'sysv';

let crcTable: Int32Array | undefined;

/** CRC-32 with the highest bit first (POSIX cksum): polynomial 0x04c11db7. */
function posixTable(): Int32Array {
  return (crcTable ??= Int32Array.from({ length: 256 }, (_, i) => {
    let value = i << 24;
    for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
    return value;
  }));
}

export function createChecksum(kind: Checksum): { update(bytes: Uint8Array): void; finish(): number } {
  const table = posixTable();
  let sum = 0;
  let length = 0;
  const crcByte = (byte: number): void => {
    sum = (sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0);
  };
  return {
    update(bytes) {
      length += bytes.length;
      for (const byte of bytes) {
        if (kind === 'crc') crcByte(byte);
        else if (kind === 'bsd') sum = ((sum >> 1) + ((sum & 1) << 15) + byte) & 0xffff;
        else sum = (sum + byte) | 0;
      }
    },
    finish() {
      if (kind === 'bsd') return sum;
      if (kind === 'sysv') {
        const total = sum >>> 0;
        const folded = (total & 0xffff) + (total >>> 16);
        return (folded & 0xffff) + (folded >> 16);
      }
      for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) crcByte(rest % 256);
      return ~sum >>> 0;
    },
  };
}
