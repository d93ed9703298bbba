/* eslint-disable no-bitwise -- a checksum is made of bits */

/** CRC-64/XZ, which COS sends with every upload (`x-cos-hash-crc64ecma`) and its clients compare. */
export function crc64(data: Buffer): string {
  const ones = 0xffff_ffff_ffff_ffffn;
  let crc = ones;
  for (const byte of data) crc = TABLE[Number((crc ^ BigInt(byte)) & 0xffn)] ^ (crc >> 8n);
  return String(crc ^ ones);
}

const POLYNOMIAL = 0xc96c_5795_d787_0f42n;
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let entry = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) entry = entry & 1n ? (entry >> 1n) ^ POLYNOMIAL : entry >> 1n;
  return entry;
});
