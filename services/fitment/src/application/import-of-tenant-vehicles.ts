import type { BatchOutcome, ImportKind } from '@qipei/import-job';
import { isRelease } from '@qipei/release';
import type { PartFitmentsReader } from '../domain/part-fitments-repository.ts';
import type { VehicleCatalogue, VehicleView } from '../domain/vehicle-catalogue.ts';
import { vehiclesOfRows } from './vehicles-of-rows.ts';

interface OfParts {
  parts: ReadonlyMap<string, unknown>;
  /** Rows that are put to other parts, or taken away from there. */
  moves: readonly { to: string }[];
  left?: readonly { to: string }[];
}

interface PreparedOf<P> {
  kind: ImportKind<P>;
  prepared: P;
}

/**
 * An import of fitments over the vehicles of its tenant. What a batch and the parts that it changes name is loaded before
 * it is applied, which can't wait for anything.
 */
export function importOfTenantVehicles<P extends OfParts>(dependencies: {
  catalogue: VehicleCatalogue;
  fitments: PartFitmentsReader;
  kindOf: (vehicles: VehicleView) => ImportKind<P>;
  /** For tenants without vehicles of their own: what it remembers of the platform's serves them all. */
  shared: ImportKind<P>;
  hasOwn: (tenant: string) => Promise<boolean>;
}): ImportKind<PreparedOf<P>> {
  const { catalogue, fitments, kindOf, shared, hasOwn } = dependencies;
  /** One for each view: what it remembers of rows serves the batches after. */
  const kinds = new WeakMap<VehicleView, ImportKind<P>>();

  function ofView(view: VehicleView): ImportKind<P> {
    const known = kinds.get(view) ?? kindOf(view);
    kinds.set(view, known);
    return known;
  }

  return {
    ...{ kind: shared.kind, columns: shared.columns },
    accept: (context) => shared.accept?.(context),
    async prepare(rows, context) {
      const { tenant } = context;
      if (!(await hasOwn(tenant))) return { kind: shared, prepared: await shared.prepare(rows, context) };
      const kind = ofView(await catalogue.view(tenant, vehiclesOfRows(rows)));
      const prepared = await kind.prepare(rows, context);
      // What a release changes is looked at when all of it is there.
      if (isRelease(context.settings)) return { kind, prepared };
      const moved = [...prepared.moves, ...(prepared.left ?? [])].map(({ to }) => to);
      const known = await fitments.find(tenant, [...new Set([...prepared.parts.keys(), ...moved])]);
      const modelIds = [...known.values()].flatMap((part) =>
        part.fitments.map(({ selector }) => selector.modelId),
      );
      // Into what the view above looks at.
      await catalogue.view(tenant, { modelIds });
      return { kind, prepared };
    },
    apply: ({ kind, prepared }, context) => kind.apply(prepared, context),
    ...(shared.prepareConclude !== undefined && {
      prepareConclude: async (context) => await shared.prepareConclude?.(context),
    }),
    ...(shared.conclude !== undefined && {
      conclude: (context) => shared.conclude?.(context) as BatchOutcome,
    }),
  };
}
