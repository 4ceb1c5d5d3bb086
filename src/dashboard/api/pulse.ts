/** When the API last answered with a status, in epoch milliseconds: whatever has failed may work by now. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

const Pulse = createContext(0);
export const PulseProvider = Pulse.Provider;
export const usePulse = (): number => useContext(Pulse);
