import { AccessServiceService } from '@qipei/contracts/access/v1/access';
import { AuditServiceService } from '@qipei/contracts/access/v1/audit';
import { KeyServiceService } from '@qipei/contracts/access/v1/key';
import { MemberServiceService } from '@qipei/contracts/access/v1/member';
import { SessionServiceService } from '@qipei/contracts/access/v1/session';
import { StorefrontServiceService } from '@qipei/contracts/access/v1/storefront';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { DiagramServiceService } from '@qipei/contracts/catalog/v1/diagram';
import { GrantServiceService } from '@qipei/contracts/catalog/v1/grant';
import { PictureServiceService } from '@qipei/contracts/catalog/v1/picture';
import { ExportServiceService } from '@qipei/contracts/exports/v1/exports';
import { FeedServiceService } from '@qipei/contracts/feed/v1/feed';
import { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { RulePackServiceService } from '@qipei/contracts/fitment/v1/rule_pack';
import { ImportServiceService } from '@qipei/contracts/imports/v1/imports';
import { InventoryServiceService } from '@qipei/contracts/inventory/v1/inventory';
import { OrderServiceService } from '@qipei/contracts/order/v1/order';
import { ReleaseServiceService } from '@qipei/contracts/releases/v1/releases';
import { SearchServiceService } from '@qipei/contracts/search/v1/search';
import { SuggestServiceService } from '@qipei/contracts/search/v1/suggest';
import { WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import { createGrpcClient, type GrpcClient, type GrpcDefinition } from '@qipei/service-kit';
import type { PeerSecurity } from '@qipei/service-kit/environment';
import { service as healthService } from 'grpc-health-check';

export const PEER_NAMES = [
  'access',
  'catalog',
  'fitment',
  'inventory',
  'order',
  'search',
  'exchange',
] as const;
export type PeerName = (typeof PEER_NAMES)[number];
/** `host:port` of each service. */
export type PeerAddresses = Record<PeerName, string>;

export const IMPORT_OWNERS = ['catalog', 'fitment', 'inventory'] as const;
/** The services that take imports. */
export type ImportOwner = (typeof IMPORT_OWNERS)[number];

export const RELEASE_OWNERS = ['catalog', 'fitment'] as const;
/** The services that have releases. */
export type ReleaseOwner = (typeof RELEASE_OWNERS)[number];

export const EXPORT_OWNERS = ['catalog', 'fitment'] as const;
/** The services that export what they have. */
export type ExportOwner = (typeof EXPORT_OWNERS)[number];

type ExportClient = GrpcClient<typeof ExportServiceService>;
type ImportClient = GrpcClient<typeof ImportServiceService>;
type HealthClient = { Check: (request: { service: string }, context: unknown) => Promise<unknown> };

export interface Peers extends AsyncDisposable {
  access: GrpcClient<typeof AccessServiceService>;
  sessions: GrpcClient<typeof SessionServiceService>;
  members: GrpcClient<typeof MemberServiceService>;
  keys: GrpcClient<typeof KeyServiceService>;
  audit: GrpcClient<typeof AuditServiceService>;
  storefronts: GrpcClient<typeof StorefrontServiceService>;
  catalog: GrpcClient<typeof CatalogServiceService>;
  grants: GrpcClient<typeof GrantServiceService>;
  pictures: GrpcClient<typeof PictureServiceService>;
  /** The same, for what an answer is not kept waiting for. */
  albums: GrpcClient<typeof PictureServiceService>;
  diagrams: GrpcClient<typeof DiagramServiceService>;
  fitment: GrpcClient<typeof FitmentServiceService>;
  inventory: GrpcClient<typeof InventoryServiceService>;
  order: GrpcClient<typeof OrderServiceService>;
  search: GrpcClient<typeof SearchServiceService>;
  suggest: GrpcClient<typeof SuggestServiceService>;
  rulePacks: GrpcClient<typeof RulePackServiceService>;
  /** Of fitment, for batches that may take a day. */
  batches: GrpcClient<typeof FitmentServiceService>;
  imports: Record<ImportOwner, ImportClient>;
  /** The same, for streams that may take an hour. */
  uploads: Record<ImportOwner, ImportClient>;
  releases: Record<ReleaseOwner, GrpcClient<typeof ReleaseServiceService>>;
  exports: Record<ExportOwner, ExportClient>;
  /** The same, for files that may take hours. */
  downloads: Record<ExportOwner, ExportClient>;
  /** For streams that take as long as their reader does. */
  feed: GrpcClient<typeof FeedServiceService>;
  webhooks: GrpcClient<typeof WebhookServiceService>;
  health: Record<PeerName, HealthClient>;
}

const UPLOAD_TIMEOUT_MS = 3_600_000;
const BATCH_TIMEOUT_MS = 24 * 3_600_000;

/** Clients of all services. Nothing is dialled before the first call; clients of one address share a connection. */
export function connectPeers(addresses: PeerAddresses, peerSecurity: PeerSecurity): Peers {
  const opened = new AsyncDisposableStack();
  const connect = <D extends GrpcDefinition>(
    definition: D,
    peer: PeerName,
    timeoutMs = 10_000,
    local = false,
  ) => opened.use(createGrpcClient(definition, { address: addresses[peer], peerSecurity, timeoutMs, local }));
  const importsOf = (timeoutMs?: number, local?: boolean) =>
    Object.fromEntries(
      IMPORT_OWNERS.map((owner) => [owner, connect(ImportServiceService, owner, timeoutMs, local)]),
    ) as Record<ImportOwner, ImportClient>;
  const check = { Check: healthService.Check } as unknown as GrpcDefinition;
  return {
    access: connect(AccessServiceService, 'access', 3_000),
    // Passwords take their time, and wait for each other.
    sessions: connect(SessionServiceService, 'access', 15_000),
    members: connect(MemberServiceService, 'access', 15_000),
    keys: connect(KeyServiceService, 'access', 3_000),
    audit: connect(AuditServiceService, 'access', 3_000),
    storefronts: connect(StorefrontServiceService, 'access', 3_000),
    catalog: connect(CatalogServiceService, 'catalog'),
    grants: connect(GrantServiceService, 'catalog'),
    // A large picture takes a while to be read, and waits for others.
    pictures: connect(PictureServiceService, 'catalog', 30_000),
    albums: connect(PictureServiceService, 'catalog', 2_000),
    diagrams: connect(DiagramServiceService, 'catalog', 30_000),
    fitment: connect(FitmentServiceService, 'fitment'),
    inventory: connect(InventoryServiceService, 'inventory'),
    order: connect(OrderServiceService, 'order'),
    search: connect(SearchServiceService, 'search', 5_000),
    suggest: connect(SuggestServiceService, 'search', 2_000),
    rulePacks: connect(RulePackServiceService, 'fitment'),
    batches: connect(FitmentServiceService, 'fitment', BATCH_TIMEOUT_MS),
    imports: importsOf(),
    uploads: importsOf(UPLOAD_TIMEOUT_MS, true),
    releases: {
      catalog: connect(ReleaseServiceService, 'catalog'),
      fitment: connect(ReleaseServiceService, 'fitment'),
    },
    exports: {
      catalog: connect(ExportServiceService, 'catalog'),
      fitment: connect(ExportServiceService, 'fitment'),
    },
    downloads: {
      catalog: connect(ExportServiceService, 'catalog', BATCH_TIMEOUT_MS),
      fitment: connect(ExportServiceService, 'fitment', BATCH_TIMEOUT_MS),
    },
    feed: connect(FeedServiceService, 'exchange', BATCH_TIMEOUT_MS),
    webhooks: connect(WebhookServiceService, 'exchange'),
    health: Object.fromEntries(
      PEER_NAMES.map((peer) => [peer, connect(check, peer, 1_000)]),
    ) as unknown as Peers['health'],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
