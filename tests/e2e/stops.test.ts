import { afterAll, beforeAll } from 'vitest';
import { aDashboardSurvivesAnOutage } from './a-dashboard-survives-an-outage.js';
import { aDepartmentMayBeAway } from './a-department-may-be-away.js';
import { aDrawSurvivesBeingKilled } from './a-draw-survives-being-killed.js';
import { aSecondStartKeepsTheData } from './a-second-start-keeps-the-data.js';
import { anUploadSurvivesBeingCutOff } from './an-upload-survives-being-cut-off.js';
import { StoppableHub } from './StoppableHub.js';

let stoppable: StoppableHub;
beforeAll(async () => {
  stoppable = await StoppableHub.open();
});
afterAll(() => stoppable.close());

aDepartmentMayBeAway(() => stoppable);
aDashboardSurvivesAnOutage(() => stoppable);
aSecondStartKeepsTheData(() => stoppable);
aDrawSurvivesBeingKilled(() => stoppable);
anUploadSurvivesBeingCutOff(() => stoppable);
