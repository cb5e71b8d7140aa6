import { z } from 'zod';

// A protobuf field that was never set reads as '' or 0. In JSON what is not known is null.

export function textOrNull(value: string): string | null {
  return value === '' ? null : value;
}

/** For counts and years, where 0 says nothing. */
export function countOrNull(value: number): number | null {
  return value === 0 ? null : value;
}

export function instantOrNull(value: Date | undefined): string | null {
  return value?.toISOString() ?? null;
}

export const instant = z.string().meta({ format: 'date-time', description: 'UTC, ISO 8601.' });

/** The wire name of a generated enum's value, such as `CROSS_REFERENCE` as `cross-reference`. */
export function enumNames<T extends string>(
  values: Readonly<Record<string, number>>,
  names: readonly T[],
): ReadonlyMap<number, T> {
  return new Map(
    Object.entries(values).flatMap(([key, value]) => {
      const name = names.find((candidate) => candidate === key.toLowerCase().replaceAll('_', '-'));
      return name === undefined ? [] : [[value, name] as const];
    }),
  );
}

/** @throws Error for a value that this version does not know: a newer peer, and no answer to be made up. */
export function enumName<T extends string>(names: ReadonlyMap<number, T>, value: number): T {
  const name = names.get(value);
  if (name === undefined) throw new Error(`a peer answered with the unknown enum value ${value}`);
  return name;
}
