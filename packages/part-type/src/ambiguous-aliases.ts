/**
 * Words that the trade uses for more than one part type. They name none alone (`findPartType` gives nothing) and all
 * in a search (`matchPartTypes`). A collision that is not listed here fails the build's tests.
 */
export const AMBIGUOUS_ALIASES: Readonly<Record<string, readonly string[]>> = {
  滤芯: ['oil-filter', 'air-filter', 'cabin-filter', 'fuel-filter'],
  皮带: ['serpentine-belt', 'timing-belt'],
  belt: ['serpentine-belt', 'timing-belt'],
  灯泡: ['headlamp-bulb', 'signal-bulb'],
  bulb: ['headlamp-bulb', 'signal-bulb'],
  分泵: ['brake-caliper', 'wheel-cylinder'],
  总泵: ['brake-master-cylinder', 'clutch-master-cylinder'],
  油封: ['crankshaft-seal', 'camshaft-seal', 'valve-stem-seal'],
  刹车灯: ['third-brake-lamp', 'tail-lamp', 'signal-bulb'],
  保险杠: ['front-bumper', 'rear-bumper'],
  bumper: ['front-bumper', 'rear-bumper'],
};
