import type { Route } from '../http/route.ts';
import { auditRoutes } from './audit.ts';
import { availabilityRoutes } from './availability.ts';
import { diagramRoutes } from './diagrams.ts';
import { exportRoutes } from './exports.ts';
import { feedRoutes } from './feed.ts';
import { feedAssetRoutes } from './feed-assets.ts';
import { fitmentRoutes } from './fitments.ts';
import { foreignIdRoutes } from './foreign-ids.ts';
import { grantRoutes } from './grants.ts';
import { healthRoutes } from './health.ts';
import { importPreviewRoutes } from './import-preview.ts';
import { importRoutes } from './imports.ts';
import { interchangeRoutes } from './interchange.ts';
import { invitationRoutes } from './invitations.ts';
import { keyRoutes } from './key.ts';
import { tenantKeyRoutes } from './keys.ts';
import { leftImageRoutes } from './left-images.ts';
import { mappingProfileRoutes } from './mapping-profiles.ts';
import { memberRoutes } from './members.ts';
import { orderRoutes } from './orders.ts';
import { partImageRoutes } from './part-images.ts';
import { partTypeRoutes } from './part-types.ts';
import { partRoutes } from './parts.ts';
import { passwordResetRoutes } from './password-resets.ts';
import { referenceDataRoutes } from './reference-data.ts';
import { releaseRoutes } from './releases.ts';
import { rulePackRoutes } from './rule-packs.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './session.ts';
import { stockRoutes } from './stock.ts';
import { stockHistoryRoutes } from './stock-history.ts';
import { storefrontRoutes } from './storefronts.ts';
import { suggestionRoutes } from './suggestions.ts';
import { uploadRoutes } from './uploads.ts';
import { vehicleRoutes } from './vehicles.ts';
import { vinDataRoutes } from './vin-data.ts';
import { vinRoutes } from './vins.ts';
import { webhookRoutes } from './webhooks.ts';
import { workbookRowRoutes } from './workbook-rows.ts';

/** Everything but what looks after the process. */
export const apiRoutes: readonly Route[] = [
  ...searchRoutes,
  ...suggestionRoutes,
  ...vinRoutes,
  ...vinDataRoutes,
  ...rulePackRoutes,
  ...vehicleRoutes,
  // Before the routes of one number: `lookup` is none, nor is `rows`.
  ...interchangeRoutes,
  ...workbookRowRoutes,
  ...partRoutes,
  ...partImageRoutes,
  ...leftImageRoutes,
  ...diagramRoutes,
  ...availabilityRoutes,
  ...stockRoutes,
  ...stockHistoryRoutes,
  ...fitmentRoutes,
  ...feedAssetRoutes,
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
  ...feedRoutes,
  ...webhookRoutes,
  ...grantRoutes,
  ...orderRoutes,
  ...keyRoutes,
  ...sessionRoutes,
  ...passwordResetRoutes,
  ...invitationRoutes,
  ...memberRoutes,
  ...tenantKeyRoutes,
  ...auditRoutes,
  ...storefrontRoutes,
  ...healthRoutes,
];
