import type { paths } from '@qipei/api-client';

type Get<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } };
}
  ? A
  : never;

type Search = Get<'/v1/search'>;
type Interchange = Get<'/v1/parts/{partId}/interchange'>;

/** What the views show, by the names that they use for it. */
export interface Answers {
  search: Search;
  hit: Search['hits'][number];
  fit: NonNullable<Search['hits'][number]['fit']>;
  fitment: NonNullable<Search['hits'][number]['fit']>['proof'][number];
  vehicle: Search['intent']['vehicles'][number];
  facet: Search['facets'][number];
  suggestion: Get<'/v1/suggestions'>['suggestions'][number];
  decodedVin: Get<'/v1/vins/{vin}'>;
  part: Get<'/v1/parts/{partId}'>;
  partNumber: Get<'/v1/parts/{partId}'>['numbers'][number];
  availability: Get<'/v1/parts/{partId}/availability'>;
  interchange: Interchange;
  edge: Interchange['edges'][number];
  order: Get<'/v1/orders/{orderId}'>;
  numberLine: paths['/v1/numbers/lookup']['post']['responses'][200]['content']['application/json']['lines'][number];
  invitationOffer: Get<'/v1/invitation-tokens/{token}'>;
  member: Get<'/v1/members'>['members'][number];
  invitation: Get<'/v1/invitations'>['invitations'][number];
  apiKey: Get<'/v1/keys'>['keys'][number];
  auditEntry: Get<'/v1/audit'>['entries'][number];
  stockOfPart: Get<'/v1/stock'>['parts'][number];
  warehouse: Get<'/v1/warehouses'>['warehouses'][number];
  partType: Get<'/v1/part-types/{partTypeId}'>;
  importJob: Get<'/v1/imports'>['jobs'][number];
  rowError: Get<'/v1/imports/{jobId}/errors'>['errors'][number];
  importUpload: Get<'/v1/uploads'>['uploads'][number];
  importPreview: paths['/v1/imports/preview']['post']['responses'][200]['content']['application/json'];
  release: Get<'/v1/releases'>['releases'][number];
  releaseChange: Get<'/v1/releases/{releaseId}/changes'>['changes'][number];
  releaseRules: Get<'/v1/release-rules'>['rules'];
  versionedRules: Get<'/v1/release-rules'>;
  stockEntry: Get<'/v1/parts/{partId}/stock-entries'>['entries'][number];
  priceChange: Get<'/v1/parts/{partId}/price-changes'>['changes'][number];
  export: Get<'/v1/exports'>['exports'][number];
  diagram: Get<'/v1/diagrams/{diagramId}'>;
}
