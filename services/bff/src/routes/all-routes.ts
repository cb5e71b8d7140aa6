import type { Route } from '../http/route.ts';
import { exportRoutes } from './exports.ts';
import { fitmentRoutes } from './fitments.ts';
import { foreignIdRoutes } from './foreign-ids.ts';
import { importPreviewRoutes } from './import-preview.ts';
import { importRoutes } from './imports.ts';
import { interchangeRoutes } from './interchange.ts';
import { keyRoutes } from './key.ts';
import { mappingProfileRoutes } from './mapping-profiles.ts';
import { orderRoutes } from './orders.ts';
import { partTypeRoutes } from './part-types.ts';
import { partRoutes } from './parts.ts';
import { referenceDataRoutes } from './reference-data.ts';
import { releaseRoutes } from './releases.ts';
import { rulePackRoutes } from './rule-packs.ts';
import { searchRoutes } from './search.ts';
import { uploadRoutes } from './uploads.ts';
import { vehicleRoutes } from './vehicles.ts';
import { vinDataRoutes } from './vin-data.ts';
import { vinRoutes } from './vins.ts';

/** Everything that a key is needed for. */
export const apiRoutes: readonly Route[] = [
  ...searchRoutes,
  ...vinRoutes,
  ...vinDataRoutes,
  ...rulePackRoutes,
  ...vehicleRoutes,
  // Before the routes of one number: `lookup` is none.
  ...interchangeRoutes,
  ...partRoutes,
  ...fitmentRoutes,
  ...partTypeRoutes,
  ...foreignIdRoutes,
  ...referenceDataRoutes,
  // Before the routes of one import: `preview` is none.
  ...importPreviewRoutes,
  ...importRoutes,
  ...mappingProfileRoutes,
  ...uploadRoutes,
  ...releaseRoutes,
  ...exportRoutes,
  ...orderRoutes,
  ...keyRoutes,
];
