/** Words of others as parts of a text: names that people chose keep its order, and phrases become sentences. */

/** Marks, embeddings, overrides and isolates of the bidirectional algorithm. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const isolate = (text: string): string => `\u2068${text.replaceAll(directionMarks, '')}\u2069`;

/** With a capital and a full stop, where the API has a phrase without them. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
