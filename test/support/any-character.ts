/** Every character of Unicode, for `fc.string`. Its own `unit: 'binary'` says the same, but takes a second to build in each file. */
import * as fc from 'fast-check';

export const anyCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10_ffff }))
  .map((code) => String.fromCodePoint(code));
