import { webhookDeliveriesContract } from '../http/webhook-deliveries.contract.ts';
import { webhookContract } from '../http/webhooks.contract.ts';
import { openTestStore } from './exchange-store.fixture.ts';

webhookContract('SQLite', openTestStore);
webhookDeliveriesContract('SQLite', openTestStore);
