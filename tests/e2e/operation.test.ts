import { Collector } from '@onevisit/kit/Collector.fixture';
import { afterAll, beforeAll } from 'vitest';
import { SmallFederation } from '../bench/soak/SmallFederation.js';
import { aGatewayStopsGracefully } from './operation/aGatewayStopsGracefully.js';
import { aReplicaMayDie } from './operation/aReplicaMayDie.js';
import { aTraceShowsTheWholeRequest } from './operation/aTraceShowsTheWholeRequest.js';
import { workersServeAsOne } from './operation/workersServeAsOne.js';

let collector: Collector;
let federation: SmallFederation;
beforeAll(async () => {
  collector = await Collector.start();
  federation = await SmallFederation.start({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '200',
  });
});
afterAll(async () => {
  await federation?.stop();
  collector.stop();
});

aTraceShowsTheWholeRequest(
  () => federation,
  () => collector,
);
aGatewayStopsGracefully(() => federation);
aReplicaMayDie(() => federation);
workersServeAsOne(() => federation);
