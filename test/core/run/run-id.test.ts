import { expect, test } from 'vitest';
import { storedRunId } from '../../../src/core/run/run-id.ts';

test.each([
  ['01M83TWC6WTENC80CQS4R1FZWR', '01M83TWC6WTENC80CQS4R1FZWR'],
  ['01m83twc6wtenc80cqs4r1fzwr', '01M83TWC6WTENC80CQS4R1FZWR'],
  ['01M83twc6wTENC80cqs4r1fzwr', '01M83TWC6WTENC80CQS4R1FZWR'],
  // No ULIDs: too long, too large, a letter that Crockford's alphabet lacks, a letter that only upper case makes one.
  ['01m83twc6wtenc80cqs4r1fzwr0', '01m83twc6wtenc80cqs4r1fzwr0'],
  ['81m83twc6wtenc80cqs4r1fzwr', '81m83twc6wtenc80cqs4r1fzwr'],
  ['01m83twc6wtenc80cqs4r1fzwu', '01m83twc6wtenc80cqs4r1fzwu'],
  ['01m83twc6wtenc80cqs4r1fzwı', '01m83twc6wtenc80cqs4r1fzwı'],
  ['', ''],
])('the id %s is stored as %s', (given, stored) => {
  expect(storedRunId(given)).toBe(stored);
});
