const HEADINGS = new Set([
  ...['vin', 'vincode', 'vinnumber', 'vinno', 'chassisno', 'chassisnumber', 'frameno', 'framenumber'],
  ...[
    '车架号',
    '车架号码',
    '车架号vin',
    '车架号vin码',
    'vin码',
    'vin号',
    '车辆识别代号',
    '车辆识别代码',
    '车辆识别码',
  ],
  ...['车辆识别代号vin', '车辆识别代码vin', '车辆识别代号车架号', '大架号', '底盘号'],
]);

/** Whether a column of that name holds VINs: `VIN`, `车架号`, `Chassis No.`, in any spelling. */
export function isVinHeading(text: string): boolean {
  if (text.length > 60) return false;
  return HEADINGS.has(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  );
}
