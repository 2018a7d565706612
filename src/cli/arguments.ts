import { InvalidArgumentError } from 'commander';

export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`A whole number from ${least}.`);
    return value;
  };

export const share = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('A number between 0 and 1.');
  return value;
};

/** What was typed, for results that say how they were made. */
export const commandLine = (): string => ['hesheng', ...process.argv.slice(2)].join(' ');
