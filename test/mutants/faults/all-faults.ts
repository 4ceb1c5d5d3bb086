/** All planted faults, by subject. */
import type { PlantedFault } from '../planted-fault.ts';
import { commandFaults } from './command-faults.ts';
import { coverageFaults } from './coverage-faults.ts';
import { documentDecisionFaults } from './document-decision-faults.ts';
import { documentFaults } from './document-faults.ts';
import { lateFaults } from './late-faults.ts';
import { leaseFaults } from './lease-faults.ts';
import { noticeFaults } from './notice-faults.ts';
import { noticeOperatorFaults } from './notice-operator-faults.ts';
import { procedureFaults } from './procedure-faults.ts';
import { reconciliationFaults } from './reconciliation-faults.ts';
import { resultFaults } from './result-faults.ts';
import { retryFaults } from './retry-faults.ts';
import { scheduleFaults } from './schedule-faults.ts';
import { tableFaults } from './table-faults.ts';
import { whyFaults } from './why-faults.ts';

export const allFaults: readonly PlantedFault[] = [
  ...leaseFaults,
  ...reconciliationFaults,
  ...procedureFaults,
  ...resultFaults,
  ...retryFaults,
  ...scheduleFaults,
  ...documentFaults,
  ...documentDecisionFaults,
  ...whyFaults,
  ...commandFaults,
  ...tableFaults,
  ...noticeFaults,
  ...noticeOperatorFaults,
  ...coverageFaults,
  ...lateFaults,
];
