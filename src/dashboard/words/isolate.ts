/** Names that people chose, inside sentences: however they are directed, the sentence keeps its order. */

/** Marks, embeddings, overrides and isolates of the bidirectional algorithm. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const isolate = (text: string): string => `\u2068${text.replaceAll(directionMarks, '')}\u2069`;
