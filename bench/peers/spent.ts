import { median } from '../statistics/quantile.js';

/** Time on the clock, and processor time, which other work on the machine stretches less. */
export interface Spent {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Runs `work` and says what it took this process. */
export const spend = async <T>(work: () => T | Promise<T>): Promise<{ readonly value: T; readonly spent: Spent }> => {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, spent: { wallMs: performance.now() - wall, cpuMs: (user + system) / 1_000 } };
};

export const sumSpent = (all: readonly Spent[]): Spent => ({
  wallMs: all.reduce((sum, { wallMs }) => sum + wallMs, 0),
  cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
});

/** Of several rounds of the same work. */
export const medianSpent = (rounds: readonly Spent[]): Spent => ({
  wallMs: median(rounds.map(({ wallMs }) => wallMs)),
  cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
});
