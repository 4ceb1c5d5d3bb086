/** The 128 bits of a ULID as a UUID, for services that take nothing else. */

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function uuidOf(ulid: string): string {
  const number = [...ulid.toUpperCase()].reduce(
    (sum, digit) => sum * 32n + BigInt(Math.max(0, digits.indexOf(digit))),
    0n,
  );
  const hex = BigInt.asUintN(128, number).toString(16).padStart(32, '0');
  const lengths = [0, 8, 12, 16, 20, 32];
  return lengths
    .slice(1)
    .map((end, index) => hex.slice(lengths[index], end))
    .join('-');
}
