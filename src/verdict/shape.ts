/** What is wrong with one member of an object; nothing when it is as it should be. */
export type MemberFaults = (value: unknown) => readonly string[];

/** Every member that an object must have; no other is known. */
export type Shape = Readonly<Record<string, MemberFaults>>;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === 'string';

/** Faults of all members, those that are not known first. `place` is put before the name of an unknown or missing one. */
export const fieldsFaults = (
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
  place: string,
): readonly string[] => [
  ...Object.keys(value)
    .filter((name) => !Object.hasOwn(shape, name))
    .map((name) => `${place}${name} is not known`),
  ...Object.entries(shape).flatMap(([name, faultsOf]) =>
    Object.hasOwn(value, name) ? faultsOf(value[name]) : [`${place}${name} is missing`],
  ),
];
