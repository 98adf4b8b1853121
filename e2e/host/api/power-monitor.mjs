import { emitterNamed } from './missing.mjs'

/** Says nothing by itself; a test emits 'suspend' and 'resume'. */
export const powerMonitor = new (emitterNamed('powerMonitor'))()
