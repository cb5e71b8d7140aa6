import { webhookDeliveriesContract } from '../../application/webhook-deliveries.contract.ts';
import { webhookContract } from '../../application/webhooks.contract.ts';
import { openTestStore } from './exchange-store.fixture.ts';

webhookContract('SQLite', openTestStore);
webhookDeliveriesContract('SQLite', openTestStore);
